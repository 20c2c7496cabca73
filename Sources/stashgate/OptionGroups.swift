public import ArgumentParser
import Document
import KubeStash
public import Logging
public import Logs
import System
public import TLS

/// `--config`, for the commands that judge objects.
struct PolicyOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A policy: which rules are errors, warnings or off; see Docs/policy.md.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?

    /// Reads the policy.
    ///
    /// - Returns: The policy; the default if no file is named.
    /// - Throws: Every mistake in the file, in the form that compilers use.
    func policy() throws(CommandFailure) -> Policy {
        guard let file else { return .default }
        let text = try InputFile.text(of: file)
        do {
            return try Policy(yaml: text)
        } catch {
            throw CommandFailure(error, in: file)
        }
    }
}

/// The flags of `stashgate serve` that say how it speaks TLS, and with whom.
struct TLSArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The certificate and its chain, in PEM.",
            discussion: "It is read again when it changes, and so are the key and the client authority.",
            valueName: "file"),
        completion: .file())
    var tlsCert: String?

    @Option(
        help: ArgumentHelp("The certificate's private key, in PEM, without a passphrase.", valueName: "file"),
        completion: .file())
    var tlsKey: String?

    @OptionGroup var managed: ManagedCertificateArguments

    @Option(help: ArgumentHelp("The lowest version of TLS that is spoken.", valueName: "version"))
    var tlsMinVersion = TLSOptions.Version.tls12

    @Option(
        help: ArgumentHelp(
            "Ask clients for a certificate, and refuse those without one that a certificate of this file signed.",
            discussion: "Probes cannot show one; --metrics-listen is for them.", valueName: "file"),
        completion: .file())
    var clientCA: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Refuse clients whose certificate has another common name and other DNS names.", valueName: "name"))
    var clientName: [String] = []

    func validate() throws {
        let isManaged = managed.selfManagedCertificates != nil
        guard isManaged ? tlsCert == nil && tlsKey == nil : tlsCert != nil && tlsKey != nil else {
            throw ValidationError("give either --tls-cert and --tls-key, or --self-managed-certificates")
        }
        guard clientName.isEmpty || clientCA != nil else {
            throw ValidationError("--client-name needs --client-ca, as it says which of its clients may connect")
        }
        // A leading dot would allow all names below, and an empty name would switch the check off.
        guard !clientName.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
            throw ValidationError("--client-name must be a whole name, such as kube-apiserver")
        }
    }

    /// The files of the certificate; nil if this program looks after it itself.
    var files: CredentialFiles? {
        guard let tlsCert, let tlsKey else { return nil }
        return CredentialFiles(certificate: tlsCert, key: tlsKey, clientAuthority: clientCA)
    }

    var options: TLSOptions {
        var options = TLSOptions()
        options.minimumVersion = tlsMinVersion
        options.clientNames = clientName
        return options
    }
}

extension TLSOptions.Version: ExpressibleByArgument {}

/// The flags of `stashgate serve` that say what it logs, and how.
struct LoggingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the log looks (default: text where standard error is a terminal, json otherwise).",
            valueName: "format"))
    var logFormat: LogFormat?

    @Option(help: ArgumentHelp("The least that is logged.", valueName: "level"))
    var logLevel = Logger.Level.info

    var format: LogFormat {
        logFormat ?? .usual(forTerminal: OutputStream.standardError.isTerminal)
    }
}

extension LogFormat: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
