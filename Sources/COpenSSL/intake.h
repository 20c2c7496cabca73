#pragma once

// A BIO that passes the bytes of a socket to OpenSSL, a limited number of records a turn, and sends OpenSSL's.
//
// OpenSSL continues inside one call for as long as its input has records that carry no application data, such as a
// KeyUpdate or the ClientHello of a renegotiation. A client that sends nothing else would keep the call, and its
// thread, for as long as it likes. So this BIO counts the records that OpenSSL begins, and says "try again" once they
// reach the limit of the turn, for records of any kind. OpenSSL must not read ahead itself: it then asks the BIO for
// each record.

#include <errno.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct openssl_intake {
    int socket;
    // The number of records that OpenSSL may begin before its input looks exhausted, and the number that it has begun.
    int record_limit;
    int records;
    // Whether the limit has held bytes back since it was set.
    int is_held_back;
    int is_at_end;
    // Records begun that have not turned out to be application data.
    int fruitless_records;
    // The number of bytes received in all.
    uint64_t received;
    // Bytes of the socket that OpenSSL has not requested yet; memory is kept only while there are some.
    size_t capacity, start, end;
    unsigned char *bytes;
};

// Whether a call that failed may be tried again: nothing has arrived, there is no space, or a signal came between.
static inline int openssl_may_retry(int error) {
    return error == EAGAIN || error == EINTR;
}

// Reads the available bytes of the socket, up to the capacity; the result is that of recv.
static inline ssize_t openssl_intake_fill(struct openssl_intake *intake) {
    if (intake->bytes == NULL && (intake->bytes = malloc(intake->capacity)) == NULL) {
        errno = ENOMEM;
        return -1;
    }
    ssize_t count = recv(intake->socket, intake->bytes, intake->capacity, MSG_DONTWAIT);
    intake->start = 0;
    intake->end = count > 0 ? (size_t)count : 0;
    intake->received += intake->end;
    return count;
}

static inline void openssl_intake_release(struct openssl_intake *intake) {
    int error = errno;
    free(intake->bytes);
    intake->bytes = NULL;
    intake->start = intake->end = 0;
    errno = error;
}

static inline int openssl_intake_read(BIO *bio, char *into, int size) {
    struct openssl_intake *intake = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (intake == NULL || size <= 0) return 0;
    if (intake->records >= intake->record_limit) {
        intake->is_held_back = 1;
        BIO_set_retry_read(bio);
        return -1;
    }
    if (intake->start == intake->end) {
        ssize_t count = openssl_intake_fill(intake);
        if (count <= 0) {
            openssl_intake_release(intake);
            if (count == 0) intake->is_at_end = 1;
            else if (openssl_may_retry(errno)) BIO_set_retry_read(bio);
            return (int)count;
        }
    }
    size_t count = intake->end - intake->start;
    if (count > (size_t)size) count = (size_t)size;
    memcpy(into, intake->bytes + intake->start, count);
    intake->start += count;
    if (intake->start == intake->end) openssl_intake_release(intake);
    return (int)count;
}

// A peer that has gone makes the write fail, and raises no SIGPIPE.
static inline int openssl_intake_write(BIO *bio, const char *bytes, int count) {
    struct openssl_intake *intake = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (intake == NULL || count <= 0) return 0;
    ssize_t sent = send(intake->socket, bytes, (size_t)count, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && openssl_may_retry(errno)) BIO_set_retry_write(bio);
    return (int)sent;
}

static inline long openssl_intake_control(BIO *bio, int command, long number, void *pointer) {
    struct openssl_intake *intake = BIO_get_data(bio);
    (void)number;
    (void)pointer;
    // Nothing is kept back for a flush.
    if (command == BIO_CTRL_FLUSH) return 1;
    return command == BIO_CTRL_EOF && intake != NULL ? intake->is_at_end : 0;
}

static inline int openssl_intake_destroy(BIO *bio) {
    struct openssl_intake *intake = BIO_get_data(bio);
    if (intake != NULL) openssl_intake_release(intake);
    free(intake);
    BIO_set_data(bio, NULL);
    return 1;
}

// The method of such BIOs, to be made once; NULL if there is no memory.
static inline BIO_METHOD *openssl_make_intake_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "limited socket");
    if (method == NULL || !BIO_meth_set_read(method, openssl_intake_read)
        || !BIO_meth_set_write(method, openssl_intake_write)
        || !BIO_meth_set_ctrl(method, openssl_intake_control)
        || !BIO_meth_set_destroy(method, openssl_intake_destroy)) {
        BIO_meth_free(method);
        return NULL;
    }
    return method;
}

// OpenSSL reports each record whose head it has read (SSL_CTX_set_msg_callback(3)).
static inline void openssl_intake_note(
    int is_written, int version, int kind, const void *bytes, size_t count, SSL *connection, void *intake) {
    (void)version;
    (void)bytes;
    (void)count;
    (void)connection;
    if (is_written || kind != SSL3_RT_HEADER) return;
    ((struct openssl_intake *)intake)->records++;
    ((struct openssl_intake *)intake)->fruitless_records++;
}

// Connects both directions of a connection with a socket, which the caller still owns. The result belongs to the
// connection, and lives as long; NULL if there is no memory.
static inline struct openssl_intake *openssl_attach(
    SSL *connection, const BIO_METHOD *method, int socket, size_t capacity) {
    struct openssl_intake *intake = calloc(1, sizeof *intake);
    BIO *both = method == NULL ? NULL : BIO_new(method);
    if (intake == NULL || both == NULL) {
        free(intake);
        BIO_free(both);
        return NULL;
    }
    intake->socket = socket;
    intake->capacity = capacity;
    BIO_set_data(both, intake);
    BIO_set_init(both, 1);
    SSL_set_bio(connection, both, both);
    SSL_set_msg_callback(connection, openssl_intake_note);
    SSL_set_msg_callback_arg(connection, intake);
    return intake;
}

// Whether bytes have been read from the socket that no call has returned: those that OpenSSL has not requested yet, and
// a record that has arrived only in part. SSL_has_pending(3) does not report a record of which only the head has
// arrived.
static inline int openssl_has_input(SSL *connection, const struct openssl_intake *intake) {
    return intake->start < intake->end || SSL_has_pending(connection) == 1
        || strcmp(SSL_rstate_string(connection), "RB") == 0;
}
