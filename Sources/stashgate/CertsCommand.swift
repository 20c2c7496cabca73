import ArgumentParser
import Document
import System
import TLS

/// `stashgate certs`: a certificate for the webhook, and the authority that API servers are to trust.
struct CertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Make a certificate authority and a serving certificate.",
        discussion: """
            Writes ca.crt, ca.key, tls.crt and tls.key: ECDSA keys on P-256, readable by their owner alone. tls.crt \
            holds the serving certificate without the authority's, which clients have as caBundle. Where one of the \
            four cannot be written, or the command is interrupted, none has changed.

            Prints the authority's certificate in base64, the caBundle of a webhook configuration, and nothing else on \
            standard output.
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "DNS names and IP addresses that the webhook is reached by; may be given more than once.",
            valueName: "name"))
    var host: [String] = []

    @Option(
        name: .customLong("out"), help: ArgumentHelp("Where to write the files.", valueName: "dir"),
        completion: .directory)
    var folder = "."

    @Option(
        explained: ArgumentHelp("How many days both certificates are valid.", valueName: "n"),
        in: 1...CertificateAuthority.longestValidity)
    var days = 365

    @Flag(help: "Replace files that are there already.")
    var force = false

    func validate() throws {
        guard !host.isEmpty else {
            throw ValidationError("at least one --host is needed, such as stashgate.stashgate-system.svc")
        }
        guard !folder.isEmpty else { throw ValidationError("--out must name a folder") }
    }

    func run() throws {
        let bundle: String
        do throws(TLSError) {
            var hosts: [HostName] = []
            for text in host { hosts.append(try HostName(text)) }
            bundle = try Signals.holdingBack { (isWaiting) throws(TLSError) in
                try CertificateFiles(in: folder).make(
                    for: hosts, days: days, overwriting: force, isInterrupted: isWaiting)
            }
        } catch {
            throw CommandFailure("\(error)")
        }
        StandardError.write("wrote ca.crt, ca.key, tls.crt and tls.key to \(Quoted.line(folder))\n")
        try StandardOutput.write("\(bundle)\n")
    }
}
