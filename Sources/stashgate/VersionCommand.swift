import ArgumentParser
import Document
import Glibc
import TLS
import Webhook

/// `stashgate version`: what this program is, and what it stands on.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the versions of stashgate and of what it is built on.")

    func run() throws {
        let lines = [
            "stashgate \(Build.version)",
            "Swift \(Build.compiler)",
            "OpenSSL \(OpenSSLLibrary.version)",
            "libyaml \(YAMLLibrary.version)",
        ]
        var output = OutputBuffer(descriptor: STDOUT_FILENO)
        try output.append(Array(lines.map { $0 + "\n" }.joined().utf8))
        try output.flush()
    }
}
