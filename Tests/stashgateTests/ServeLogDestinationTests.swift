import Glibc
import TestSupport
import Testing

/// The server keeps running if its log cannot be written.
@Suite(.timeLimit(.minutes(30)))
struct ServeLogDestinationTests {
    /// A full disk or a closed log costs only the log.
    @Test(arguments: ["2>/dev/full", "2>&-"])
    func nowhereToWrite(_ redirection: String) throws {
        let port = try TestPort.free()
        let server = try LoggedServer("--log-level debug", port: port, redirection: redirection)
        let client = try server.connectOnceReady(port)
        try LoggedServer.deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A log that nobody reads delays neither the answers nor the stop.
    @Test func unreadPipe() throws {
        let port = try TestPort.free()
        // The shell keeps both ends of the pipe open.
        let server = try LoggedServer(port: port, prelude: "mkfifo log && exec 3<>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        // More lines than a pipe holds by default on Linux.
        try LoggedServer.deny(600, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A reader that ends, as in `stashgate serve | head`, stops neither the server nor its answers.
    @Test func closedPipe() throws {
        let port = try TestPort.free()
        let server = try LoggedServer(
            port: port, prelude: "mkfifo log && { head -n 1 log >first & } && exec 3>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        try LoggedServer.deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
        let first = try TemporaryFolder.read("\(server.folder.path)/first")
        #expect(String(decoding: first, as: UTF8.self).contains("starting"))
    }

    /// Once a full disk has room again, complete lines follow on a new line.
    @Test func diskHasRoomAgain() throws {
        let port = try TestPort.free()
        let server = try LoggedServer(port: port, prelude: "trap '' XFSZ", redirection: "2>>log")
        let client = try server.connectOnceReady(port)
        // A limit of the file's size cuts a line, as a full disk does. It is set late, because a sanitizer writes files
        // of its own when the program starts.
        try server.process.limitFileSize(to: 4096)
        try LoggedServer.deny(100, with: client)
        let log = "\(server.folder.path)/log"
        #expect(try eventually { try TemporaryFolder.read(log).last ?? UInt8(ascii: "\n") != UInt8(ascii: "\n") })
        // The file keeps the start of a line, with room after it.
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
