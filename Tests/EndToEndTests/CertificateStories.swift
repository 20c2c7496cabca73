import Document
import TestSupport
import Testing

extension Stories {
    /// Certificates that the processes make themselves.
    @Suite(.enabled(if: Repository.hasSelfManaged, "there is no overlay self-managed"))
    struct Certificates {
        private static let secret = "stashgate-tls"

        @Test("two processes make a certificate from nothing, and renew it and its authority under load without a loss")
        func renewal() throws {
            let stage = try Stage.get()
            for file in ["role", "cluster-role"] {
                try stage.kubectl.mustApply(
                    Repository.text(of: "\(Repository.selfManaged)/\(file).yaml"), "-n", Webhook.namespace)
            }
            // The shortest validities: the certificate is renewed after 40 seconds, and the authority after two minutes.
            try stage.webhook.restart(with: [
                "--self-managed-certificates", Self.secret, "--service-namespace", Webhook.namespace,
                "--certificate-host", "127.0.0.1", "--certificate-validity", "1m", "--authority-validity", "3m",
            ])
            do {
                try play(on: stage)
            } catch {
                try stage.webhook.restart(with: nil)
                throw error
            }
            try stage.webhook.restart(with: nil)
            try stage.kubectl.must("delete", "secret", Self.secret, "-n", Webhook.namespace)
        }

        private func play(on stage: Stage) throws {
            try stage.namespaces("certified")
            try stage.kubectl.mustApply(
                ClusterManifests.storage(in: "certified", bucket: "certified", from: "Same")
                    + ClusterManifests.retention(in: "certified"))
            let load = try ConstantApply(in: "certified", on: stage)
            let first = try certificate("tls.crt", on: stage)
            let authority = try certificate("ca.crt", on: stage)
            #expect(first.isSigned(by: authority))
            #expect(
                try eventually(within: 120) {
                    try certificate("tls.crt", on: stage).serialNumber != first.serialNumber
                })
            #expect(load.succeeds(20))
            #expect(try eventually(within: 300) { try !certificate("tls.crt", on: stage).isSigned(by: authority) })
            #expect(load.succeeds(20))
            let attempts = load.stop()
            #expect(attempts.compactMap(\.failure) == [])
            #expect(try load.lost(attempts, stage.kubectl) == [])
        }

        /// The first certificate of a key of the Secret.
        private func certificate(_ key: String, on stage: Stage) throws -> TestCertificate {
            let secret = try stage.kubectl.object("secret", Self.secret, in: Webhook.namespace)
            guard case .string(let text)? = secret["data/\(key)"] else { throw TestClientError.incomplete }
            return try TestCertificate(pem: #require(Base64.decode(text)))
        }
    }
}

extension Repository {
    /// The overlay of the webhook that makes its own certificate.
    static let selfManaged = "manifests/overlays/self-managed"

    /// Whether this checkout has it.
    static let hasSelfManaged = (try? shell("test -d \(selfManaged)").status) == 0
}
