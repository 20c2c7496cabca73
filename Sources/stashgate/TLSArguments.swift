public import ArgumentParser
public import TLS

/// The flags of `stashgate serve` that say how it speaks TLS, and with whom.
struct TLSArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The certificate and its chain, in PEM.",
            discussion: "It is read again when it changes, and so are the key and the client authority.",
            valueName: "file"),
        completion: .file())
    var tlsCert: String

    @Option(
        help: ArgumentHelp("The certificate's private key, in PEM, without a passphrase.", valueName: "file"),
        completion: .file())
    var tlsKey: String

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
        guard clientName.isEmpty || clientCA != nil else {
            throw ValidationError("--client-name needs --client-ca, as it says which of its clients may connect")
        }
        // A leading dot would stand for all names below, and an empty name for no check at all.
        guard !clientName.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
            throw ValidationError("--client-name must be a whole name, such as kube-apiserver")
        }
    }

    var files: CredentialFiles {
        CredentialFiles(certificate: tlsCert, key: tlsKey, clientAuthority: clientCA)
    }

    var options: TLSOptions {
        var options = TLSOptions()
        options.minimumVersion = tlsMinVersion
        options.clientNames = clientName
        return options
    }
}

extension TLSOptions.Version: ExpressibleByArgument {}
