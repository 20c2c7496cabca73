internal import COpenSSL

/// The library that speaks TLS.
public enum OpenSSLLibrary {
    /// The version of OpenSSL that is linked in, such as `3.0.19`.
    public static var version: String {
        unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
    }
}
