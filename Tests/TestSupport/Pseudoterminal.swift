internal import CTestSupport
internal import Glibc

/// A terminal that a test reads.
package final class Pseudoterminal {
    private let master: Int32

    /// The path of the terminal, which programs write to.
    package let path: String

    /// Opens a terminal.
    ///
    /// - Throws: An error if the system has none left.
    package init() throws {
        var number: Int32 = -1
        master = unsafe test_open_terminal(&number)
        guard master >= 0 else { throw CommandFailed(command: "open /dev/ptmx", status: -master) }
        path = "/dev/pts/\(number)"
    }

    deinit {
        close(master)
    }

    /// What was written to the terminal since the last call.
    ///
    /// - Returns: The text, whose lines end as a terminal ends them.
    package func text() -> String {
        var text: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe read(master, &bytes, bytes.count)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += bytes[..<count]
        }
    }
}
