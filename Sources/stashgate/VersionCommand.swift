import ArgumentParser
import Document
import Glibc
import TLS

/// `stashgate version`: what this program is, and what it stands on.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the versions of stashgate and of what it is built on.")

    /// The version of stashgate (semver.org).
    static let version = "0.1.0"

    /// The compiler that built this program; Swift tells it to conditions only, so a patch release that came out later
    /// shows as the one before with a plus.
    static var compiler: String {
        #if compiler(>=6.3.3)
            "6.3.2+"
        #elseif compiler(>=6.3.2)
            "6.3.2"
        #elseif compiler(>=6.3.1)
            "6.3.1"
        #else
            "6.3.0"
        #endif
    }

    func run() throws {
        let lines = [
            "stashgate \(Self.version)",
            "Swift \(Self.compiler)",
            "OpenSSL \(OpenSSLLibrary.version)",
            "libyaml \(YAMLLibrary.version)",
        ]
        var output = OutputBuffer(descriptor: STDOUT_FILENO)
        try output.append(Array(lines.map { $0 + "\n" }.joined().utf8))
        try output.flush()
    }
}
