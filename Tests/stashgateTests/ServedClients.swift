import TestSupport

/// Clients with certificates, made by openssl, and whether a server takes them.
struct ServedClients {
    static let version12: Int32 = 0x0303
    static let version13: Int32 = 0x0304

    private let folder: TemporaryFolder

    /// The path of the certificate that signs those of the clients.
    var authority: String { "\(folder.path)/ca.crt" }

    /// Makes certificates for the names `api` and `another`.
    init() throws {
        folder = try TemporaryFolder()
        try Repository.output(
            of: """
                cd \(Repository.quoted(folder.path)) && exec 2>/dev/null
                new="openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"
                $new -subj /CN=clients -keyout ca.key -out ca.crt
                for name in api another; do
                    $new -CA ca.crt -CAkey ca.key -subj "/CN=$name" -addext extendedKeyUsage=clientAuth \
                        -addext basicConstraints=critical,CA:FALSE -keyout $name.key -out $name.crt
                done
                """)
    }

    /// The certificate of a client, and its key.
    func credentials(_ name: String) throws -> (certificate: [UInt8], key: [UInt8]) {
        try (TemporaryFolder.read("\(folder.path)/\(name).crt"), TemporaryFolder.read("\(folder.path)/\(name).key"))
    }

    /// Whether a server answers a client.
    static func isServed(
        _ port: UInt16, _ authority: [UInt8], version: Int32 = version13,
        as credentials: (certificate: [UInt8], key: [UInt8])? = nil
    ) -> Bool {
        var options = TLSClient.Options()
        options.versions = version...version
        options.credentials = credentials
        do {
            // In TLS 1.3 a client learns that it was refused only from its first read.
            let client = try TLSClient(port: port, trusting: authority, options: options)
            try client.send(WatchedWebhook.bytes("GET /livez", []))
            return try client.receiveResponse().status == 200
        } catch {
            return false
        }
    }
}
