internal import Document
package import System
internal import TLS
internal import Time

/// A cluster with the credentials for it, which several clients share.
///
/// Tokens rotate, certificates are renewed and plugins give credentials for an hour: here is what is valid now.
package final class ClusterAccess: Sendable {
    /// The cluster, and as whom it is reached.
    package let configuration: ClusterConfiguration
    /// The limits of every request.
    package let limits: ClientLimits
    /// What ends every request, and every wait of a plugin, early.
    package let interruption: Interruption
    /// The name of this program in each request.
    let userAgent: String
    let maker: any WireMaker
    let clock: MonotonicClock
    private let environment: [String: String]
    private let wallClock: @Sendable () -> Int64
    private let state = Locked(State())

    /// How long a token of a file is used before the file is read again; client-go waits as long.
    private static let tokenAge = Duration.seconds(60)

    /// How long before its end a plugin's credential is renewed, so that none ends on its way.
    private static let renewalSeconds: Int64 = 10

    private struct State {
        var fileToken: String?
        var tokenReadAt = MonotonicInstant(nanoseconds: .min)
        var output: CredentialPlugin.Output?
        var security: (materials: Materials, context: ClientContext)?
    }

    private struct Materials: Equatable {
        let trust: ClientContext.Trust
        let certificate: PEMFile?
        let key: PEMFile?
    }

    /// Makes the access to a cluster.
    ///
    /// - Parameters:
    ///   - configuration: The cluster, and as whom it is reached.
    ///   - environment: The variables of the process, for plugins.
    ///   - limits: The limits of every request.
    ///   - interruption: What ends every request early.
    ///   - userAgent: The name of this program in each request.
    ///   - maker: Makes the connections.
    ///   - clock: The clock of deadlines.
    ///   - wallClock: The time of day, in seconds since 1970-01-01T00:00:00Z.
    package init(
        _ configuration: ClusterConfiguration, environment: [String: String], limits: ClientLimits = ClientLimits(),
        interruption: Interruption, userAgent: String = "stashgate", maker: any WireMaker = SocketWireMaker(),
        clock: MonotonicClock = .system,
        wallClock: @escaping @Sendable () -> Int64 = { WallClock.secondsSinceEpoch() }
    ) {
        self.configuration = configuration
        self.environment = environment
        self.limits = limits
        self.interruption = interruption
        self.userAgent = userAgent
        self.maker = maker
        self.clock = clock
        self.wallClock = wallClock
    }

    /// The value of Authorization for the next request; nil if it has none.
    func authorization() throws(APIError) -> String? {
        switch configuration.identity {
        case .certificateOnly: return nil
        case .token(let token): return "Bearer \(token)"
        case .password(let user, let password):
            return "Basic \(Base64.encode(Array("\(user):\(password)".utf8)))"
        case .tokenFile(let path, let fallback): return "Bearer \(try fileToken(path, fallback))"
        case .plugin(let plugin): return try credential(of: plugin).token.map { "Bearer \($0)" }
        }
    }

    /// Drops the credentials with which a request was refused, unless there are newer ones.
    ///
    /// - Parameter authorization: The value of Authorization in that request.
    /// - Returns: Whether the next attempt may have others.
    func drop(_ authorization: String?) -> Bool {
        state.withLock { state in
            switch configuration.identity {
            case .tokenFile:
                if authorization == state.fileToken.map({ "Bearer \($0)" }) {
                    state.tokenReadAt = MonotonicInstant(nanoseconds: .min)
                }
                return true
            case .plugin:
                if authorization == state.output?.token.map({ "Bearer \($0)" }) { state.output = nil }
                return true
            case .certificateOnly, .token, .password:
                return false
            }
        }
    }

    /// The settings of TLS for the next connection; nil for a server without TLS.
    ///
    /// Files are read again each time, and a new context is made only if they have changed.
    func security() throws(APIError) -> WireSecurity? {
        guard configuration.server.isSecure else { return nil }
        let materials = try materials()
        do throws(TLSError) {
            let name = try HostName(configuration.serverName ?? configuration.server.host)
            return WireSecurity(context: try context(of: materials), name: name)
        } catch {
            throw APIError(.credentials, "\(configuration.origin): \(error)")
        }
    }

    private func context(of materials: Materials) throws(TLSError) -> ClientContext {
        if let known = state.withLock({ $0.security }), known.materials == materials { return known.context }
        let context = try ClientContext(
            trust: materials.trust, certificate: materials.certificate, key: materials.key)
        state.withLock { $0.security = (materials, context) }
        return context
    }

    private func materials() throws(APIError) -> Materials {
        var (certificate, key): (PEMFile?, PEMFile?) = (nil, nil)
        if case .plugin(let plugin) = configuration.identity {
            let output = try credential(of: plugin)
            (certificate, key) = (output.certificate, output.key)
        }
        do throws(ConfigurationError) {
            if certificate == nil, let own = configuration.certificate {
                (certificate, key) = (try own.certificate.read(), try own.key.read())
            }
            let trust: ClientContext.Trust =
                switch configuration.trust {
                case .system: .system
                case .anyone: .anyone
                case .authority(let material): .authority(try material.read())
                }
            return Materials(trust: trust, certificate: certificate, key: key)
        } catch {
            throw APIError(.credentials, "\(error)")
        }
    }

    private func fileToken(_ path: String, _ fallback: String?) throws(APIError) -> String {
        let now = clock.now()
        return try state.withLock { (state) throws(APIError) in
            if let token = state.fileToken, now < state.tokenReadAt.advanced(by: Self.tokenAge) { return token }
            do throws(ConfigurationError) {
                state.fileToken = try BoundedFile.token(path)
            } catch {
                // While the kubelet or a person writes the file, the token before is still valid.
                guard let token = state.fileToken ?? fallback else { throw APIError(.credentials, "\(error)") }
                state.fileToken = token
            }
            state.tokenReadAt = now
            return state.fileToken ?? ""
        }
    }

    /// The credentials of a plugin, which runs once for all clients that wait for it.
    private func credential(of plugin: CredentialPlugin) throws(APIError) -> CredentialPlugin.Output {
        // The lock is held while the plugin runs: the others need its result, and an interruption ends the run.
        try state.withLock { (state) throws(APIError) in
            if let output = state.output, isCurrent(output) { return output }
            let output = try plugin.run(environment: environment, interruption: interruption)
            state.output = output
            return output
        }
    }

    private func isCurrent(_ output: CredentialPlugin.Output) -> Bool {
        guard let expiry = output.expiry else { return true }
        return wallClock() < expiry.secondsSinceEpoch - Self.renewalSeconds
    }
}
