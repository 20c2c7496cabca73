import Glibc
import TestSupport
import Testing

/// Whatever becomes of the log's destination, the server goes on.
@Suite(.timeLimit(.minutes(30)))
struct ServeLogDestinationTests {
    /// A disk that is full, and a log that is closed, cost the log and nothing else.
    @Test(arguments: ["2>/dev/full", "2>&-"])
    func nowhereToWrite(_ redirection: String) throws {
        let port = try LoggedServer.freePort()
        let server = try LoggedServer("--log-level debug", port: port, redirection: redirection)
        let client = try server.connectOnceReady(port)
        try LoggedServer.deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A log that nobody reads stops neither the answers nor the end.
    @Test func nobodyReads() throws {
        let port = try LoggedServer.freePort()
        // The shell keeps the pipe open to both sides.
        let server = try LoggedServer(port: port, prelude: "mkfifo log && exec 3<>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        // More than any pipe of Linux has room for by default.
        try LoggedServer.deny(600, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A reader that goes away, as `stashgate serve | head` does, ends neither the server nor its answers.
    @Test func readerGoesAway() throws {
        let port = try LoggedServer.freePort()
        let server = try LoggedServer(
            port: port, prelude: "mkfifo log && { head -n 1 log >first & } && exec 3>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        try LoggedServer.deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
        let first = try TemporaryFolder.read("\(server.folder.path)/first")
        #expect(String(decoding: first, as: UTF8.self).contains("starting"))
    }

    /// A disk that has room again gets whole lines again, beginning with a new one.
    @Test func diskHasRoomAgain() throws {
        let port = try LoggedServer.freePort()
        let server = try LoggedServer(port: port, prelude: "trap '' XFSZ", redirection: "2>>log")
        let client = try server.connectOnceReady(port)
        // A limit of the file's size ends a line in its middle, as a full disk does. It comes late, as a sanitizer writes
        // files of its own when the program starts.
        try server.process.limitFileSize(to: 4096)
        try LoggedServer.deny(100, with: client)
        let log = "\(server.folder.path)/log"
        #expect(try eventually { try TemporaryFolder.read(log).last ?? UInt8(ascii: "\n") != UInt8(ascii: "\n") })
        // What is left is the beginning of a line, and there is room after it.
        try #require(unsafe truncate(log, 50) == 0)
        try LoggedServer.deny(3, with: client)
        client.socket.close()
        #expect(server.end() == [])
        let text = String(decoding: try TemporaryFolder.read(log), as: UTF8.self)
        let written = text.split(separator: "\n").map(String.init)
        #expect(written.first?.utf8.count == 50)
        let lines = try LoggedServer.json(Array(written.dropFirst()))
        #expect(lines.count { $0["/msg"] == "review denied" } >= 3)
        #expect(lines.last?["/msg"] == "lines were left out of this log")
        #expect(lines.contains { $0["/unwritten"] != nil })
    }
}
