#pragma once

// OpenSSL's macros and variadic functions, which Swift cannot call, and callbacks, which are simpler in C.

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "intake.h"

static inline int openssl_set_versions(SSL_CTX *context, int lowest, int highest) {
    return SSL_CTX_set_min_proto_version(context, lowest) && SSL_CTX_set_max_proto_version(context, highest);
}

static inline int openssl_set_connection_versions(SSL *connection, int lowest, int highest) {
    return SSL_set_min_proto_version(connection, lowest) && SSL_set_max_proto_version(connection, highest);
}

// Buffers are freed when they are empty. OpenSSL does not read ahead, because intake.h does.
static inline void openssl_set_buffering(SSL_CTX *context) {
    SSL_CTX_set_mode(context,
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 0);
}

static inline void openssl_forbid_resumption(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context, 0);
}

static inline void openssl_set_strictness(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
        | SSL_OP_PRIORITIZE_CHACHA);
}

static inline int openssl_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline int openssl_add_chain_certificate_of(SSL *connection, X509 *certificate) {
    return (int)SSL_add1_chain_cert(connection, certificate);
}

static inline int openssl_add_client_authority(SSL_CTX *context, X509 *authority) {
    return X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) == 1
        && SSL_CTX_add_client_CA(context, authority) == 1;
}

// Whether the last common name that is text is one of the allowed client names, in upper or lower case. Earlier ones do
// not count, as in Go's crypto/x509/pkix and so in Kubernetes: an authority that appends a requested name, or puts it
// first, means one of them.
static inline int openssl_has_common_name(X509 *certificate, X509_VERIFY_PARAM *wanted) {
    const X509_NAME *subject = X509_get_subject_name(certificate);
    unsigned char *name = NULL;
    int length = -1;
    for (int at = -1; (at = X509_NAME_get_index_by_NID((X509_NAME *)subject, NID_commonName, at)) >= 0;) {
        unsigned char *text = NULL;
        int count = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
        if (count < 0) continue;
        OPENSSL_free(name);
        name = text;
        length = count;
    }
    int found = 0;
    const char *each;
    for (int i = 0; !found && length > 0 && (each = X509_VERIFY_PARAM_get0_host(wanted, i)) != NULL; i++) {
        found = strlen(each) == (size_t)length && OPENSSL_strncasecmp((const char *)name, each, (size_t)length) == 0;
    }
    OPENSSL_free(name);
    return found;
}

// Reverses the verdict that none of the DNS names is an allowed client name, if the common name is one.
static inline int openssl_verify_client(int is_good, X509_STORE_CTX *store) {
    if (is_good || X509_STORE_CTX_get_error(store) != X509_V_ERR_HOSTNAME_MISMATCH) return is_good;
    if (!openssl_has_common_name(X509_STORE_CTX_get0_cert(store), X509_STORE_CTX_get0_param(store))) return 0;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

// The authority may be one between a root and the client, as in Go's programs. The store of client authorities must not
// be searched for the server's own chain.
static inline void openssl_require_client_certificate(SSL_CTX *context, int most_intermediates, long most_bytes) {
    SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, openssl_verify_client);
    SSL_CTX_set_verify_depth(context, most_intermediates);
    SSL_CTX_set_max_cert_list(context, most_bytes);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_hostflags(
        SSL_CTX_get0_param(context), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS);
}

// Allows clients of this common name or DNS name; once one name is allowed, others are not.
static inline int openssl_add_client_name(SSL_CTX *context, const char *name) {
    return X509_VERIFY_PARAM_add1_host(SSL_CTX_get0_param(context), name, 0);
}

// A certificate of the authority is enough, be it a root or one below, as in Go's programs.
static inline void openssl_verify_server(SSL_CTX *context, int most_intermediates, long most_bytes) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_verify_depth(context, most_intermediates);
    SSL_CTX_set_max_cert_list(context, most_bytes);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(context),
        X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
}

static inline int openssl_trust(SSL_CTX *context, X509 *authority) {
    return X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
}

// Sends the name of the server (SNI, RFC 6066, section 3), which is never an address, and requires a certificate for it.
static inline int openssl_expect_server(SSL *connection, const char *name, int is_address) {
    X509_VERIFY_PARAM *wanted = SSL_get0_param(connection);
    if (is_address) return X509_VERIFY_PARAM_set1_ip_asc(wanted, name);
    return SSL_set_tlsext_host_name(connection, name) == 1 && X509_VERIFY_PARAM_set1_host(wanted, name, 0) == 1;
}

// Offers HTTP/1.1 and nothing else, as HTTP/2 would be an API server's first choice.
static inline int openssl_offer_http1(SSL_CTX *context) {
    static const unsigned char spoken[] = "\x08http/1.1";
    return SSL_CTX_set_alpn_protos(context, spoken, sizeof spoken - 1) == 0;
}

// RFC 7301, section 3.2: a client that offers protocols, none of which the server speaks, gets a fatal alert.
static inline int openssl_select_http1(SSL *connection, const unsigned char **chosen, unsigned char *chosen_length,
    const unsigned char *offered, unsigned int offered_length, void *unused) {
    static const unsigned char spoken[] = "\x08http/1.1";
    unsigned char *selected = NULL;
    (void)connection;
    (void)unused;
    int result = SSL_select_next_proto(
        &selected, chosen_length, spoken, sizeof spoken - 1, offered, offered_length);
    *chosen = selected;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static inline void openssl_speak_http1(SSL_CTX *context) {
    SSL_CTX_set_alpn_select_cb(context, openssl_select_http1, NULL);
}

// Seconds since the beginning of 1970; zero if the time cannot be read.
static inline int64_t openssl_seconds_since_epoch(const ASN1_TIME *time) {
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0, seconds = 0;
    if (epoch != NULL && time != NULL) (void)ASN1_TIME_diff(&days, &seconds, epoch, time);
    ASN1_TIME_free(epoch);
    return (int64_t)days * 86400 + seconds;
}

// Prints the subject alternative names of a certificate, one a line with its type before it; 0 if there are none.
static inline int openssl_print_alternative_names(BIO *output, const X509 *certificate) {
    GENERAL_NAMES *names = (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    if (names == NULL) return 0;
    for (int index = 0; index < sk_GENERAL_NAME_num(names); index++) {
        (void)GENERAL_NAME_print(output, sk_GENERAL_NAME_value(names, index));
        (void)BIO_write(output, "\n", 1);
    }
    GENERAL_NAMES_free(names);
    return 1;
}

// Whether one of the trusted certificates has signed a server's certificate, and both are valid at a time.
static inline int openssl_verify_certificate(X509 *certificate, X509_STORE *trusted, time_t when) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    int verified = context != NULL && X509_STORE_CTX_init(context, trusted, certificate, NULL) == 1;
    if (verified) {
        X509_VERIFY_PARAM *wanted = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_time(wanted, when);
        X509_VERIFY_PARAM_set_flags(wanted, X509_V_FLAG_PARTIAL_CHAIN);
        verified = X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER) == 1
            && X509_verify_cert(context) == 1;
    }
    X509_STORE_CTX_free(context);
    return verified;
}

// Whether a certificate is for a name or an address, as clients compare them.
static inline int openssl_is_for(X509 *certificate, const char *name, int is_address) {
    if (is_address) return X509_check_ip_asc(certificate, name, 0) == 1;
    return X509_check_host(certificate, name, 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL) == 1;
}

static inline int openssl_reason(unsigned long error) {
    return ERR_GET_REASON(error);
}

static inline int openssl_library(unsigned long error) {
    return ERR_GET_LIB(error);
}

// Refuses to give a passphrase when OpenSSL would ask for it on the terminal, and notes that it was asked for.
static inline int openssl_refuse_passphrase(char *buffer, int size, int writing, void *was_asked) {
    (void)buffer;
    (void)size;
    (void)writing;
    *(int *)was_asked = 1;
    return -1;
}

static inline EVP_PKEY *openssl_read_key(BIO *pem, int *was_encrypted) {
    *was_encrypted = 0;
    return PEM_read_bio_PrivateKey(pem, NULL, openssl_refuse_passphrase, was_encrypted);
}

static inline EVP_PKEY *openssl_make_p256_key(void) {
    return EVP_EC_gen("P-256");
}

static inline EVP_PKEY *openssl_make_rsa_key(size_t bits) {
    return EVP_RSA_gen(bits);
}

static inline int openssl_print_name(BIO *output, const X509_NAME *name) {
    return X509_NAME_print_ex(output, name, 0, XN_FLAG_ONELINE);
}

// Adds an extension written as in openssl's configuration files; the text must not come from outside unchecked.
static inline int openssl_add_extension(X509 *certificate, X509 *issuer, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    if (extension == NULL) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

// The bytes that a memory BIO holds, valid until the next call on it.
static inline long openssl_memory(BIO *bio, const char **bytes) {
    char *start = NULL;
    long length = BIO_get_mem_data(bio, &start);
    *bytes = start;
    return length;
}
