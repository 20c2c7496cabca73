import Glibc
import Logging
import System
import TestSupport
import Testing

@testable import Logs

/// A program must be able to log, even if the other end of the log is full, slow or gone.
@Suite(.timeLimit(.minutes(30)))
struct LogWriterTests {
    /// A pipe whose ends are closed at the end of a test.
    private final class Pipe {
        private(set) var reader: Int32
        private(set) var writer: Int32
        private var received: [UInt8] = []

        init(blocks: Bool = true) throws {
            var ends: [Int32] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else { throw TestClientError.limit }
            (reader, writer) = (ends[0], ends[1])
            if !blocks { _ = fcntl(writer, F_SETFL, O_NONBLOCK) }
        }

        deinit {
            closeReader()
            _ = close(writer)
        }

        func closeReader() {
            if reader >= 0 { _ = close(reader) }
            reader = -1
        }

        /// Reads until there are so many lines, and returns all that are there.
        func lines(_ count: Int) -> [String] {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while received.count(where: { $0 == UInt8(ascii: "\n") }) < count {
                let count = unsafe read(reader, &piece, piece.count)
                guard count > 0 else { break }
                received += piece.prefix(count)
            }
            let end = received.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            defer { received.removeSubrange(..<end) }
            return String(decoding: received[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
        }

        /// Fills the pipe, whatever its size.
        func fill() {
            let flags = fcntl(writer, F_GETFL)
            _ = fcntl(writer, F_SETFL, flags | O_NONBLOCK)
            for size in [4096, 1] {
                let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: size)
                while unsafe write(writer, bytes, size) > 0 {}
            }
            _ = fcntl(writer, F_SETFL, flags)
        }
    }

    private static func logger(_ writer: LogWriter, level: Logger.Level = .info) -> Logger {
        Logger(label: "test") { _ in LineLogHandler(writer, level: level) }
    }

    /// Lines arrive in order and in one piece, also from several threads.
    @Test(arguments: [true, false])
    func arrives(blocks: Bool) throws {
        let pipe = try Pipe(blocks: blocks)
        let writer = try LogWriter(.json, to: OutputStream(number: pipe.writer))
        let threads = try (0..<3).map { number in
            try WorkerThread(name: "test") {
                let logger = Self.logger(writer)
                for count in 0..<100 {
                    let text = String(repeating: "abcdefg ", count: 60)
                    logger.info(
                        "line", metadata: ["from": "\(number)", "count": .stringConvertible(count), "text": "\(text)"])
                }
            }
        }
        let lines = pipe.lines(300)
        for thread in threads { thread.join() }
        #expect(lines.count == 300)
        let values = try lines.map { try JSONValue(parsing: Array($0.utf8)) }
        for number in 0..<3 {
            let own = values.filter { $0["/from"] == .string(String(number)) }
            #expect(own.map { $0["/count"] } == (0..<100).map { .number(String($0)) })
        }
        writer.close(within: .seconds(20))
    }

    /// Closing waits until all lines are written.
    @Test func closingFlushes() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "log")
        let file = unsafe open("\(folder.path)/log", O_WRONLY | O_APPEND)
        defer { _ = close(file) }
        let writer = try LogWriter(.text, to: OutputStream(number: file))
        for _ in 0..<500 { Self.logger(writer).warning("a line") }
        writer.close(within: .seconds(20))
        Self.logger(writer).warning("too late")
        let text = String(decoding: try TemporaryFolder.read("\(folder.path)/log"), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 500)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasSuffix("Z warning  a line") })
    }

    /// A reader that does not read costs lines, which are counted, but no time.
    @Test(arguments: [true, false])
    func slowReader(blocks: Bool) throws {
        let pipe = try Pipe(blocks: blocks)
        pipe.fill()
        let writer = try LogWriter(.json, to: OutputStream(number: pipe.writer))
        let logger = Self.logger(writer)
        // More lines than the queue and the writer together can hold.
        for level in [Logger.Level.info, .notice, .warning, .error] {
            for _ in 0..<1000 { logger.log(level: level, "\(String(repeating: "x", count: 400))") }
        }
        writer.close(within: .milliseconds(50))
        // Once the pipe is read, the remaining lines arrive with the number of those left out.
        var lines: [String] = []
        while !(lines.last?.contains("left out") ?? false) {
            lines += pipe.lines(1)
        }
        let last = try JSONValue(parsing: Array((lines.last ?? "").utf8))
        let omitted = [last["/unwritten"], last["/too-many"]].reduce(0) { sum, value in
            guard case .number(let text) = value else { return sum }
            return sum + (Int(text) ?? 0)
        }
        #expect(omitted > 0)
        #expect(lines.count - 1 + omitted == 4000)
    }

    /// A full disk, a closed pipe and a closed descriptor stop neither the process nor the writer, and do not keep it
    /// busy.
    @Test(arguments: ["full", "gone", "closed"])
    func cannotBeWritten(_ problem: String) throws {
        let pipe = try Pipe()
        let full = unsafe open("/dev/full", O_WRONLY)
        defer { _ = close(full) }
        pipe.closeReader()
        let numbers: [String: Int32] = ["full": full, "gone": pipe.writer, "closed": 1 << 20]
        let number = try #require(numbers[problem])
        let writer = try LogWriter(.json, to: OutputStream(number: number))
        for _ in 0..<1000 { Self.logger(writer).error("a line") }
        writer.close(within: .seconds(20))
        #expect(OutputStream(number: number).write([0]) == .failed)
    }

    /// A message below the lowest level is not even evaluated.
    @Test func leastLevel() throws {
        let pipe = try Pipe()
        let writer = try LogWriter(.text, to: OutputStream(number: pipe.writer))
        let logger = Self.logger(writer, level: .notice)
        func message() -> Logger.Message {
            Issue.record("made for nothing")
            return ""
        }
        logger.info(message())
        logger.debug(message())
        logger.notice("seen")
        writer.close(within: .seconds(20))
        #expect(pipe.lines(1).map { $0.hasSuffix(" notice   seen") } == [true])
    }

    /// The event's own metadata takes precedence over the provider's, and both over that of the logger.
    @Test func valuesOfSeveralSources() throws {
        struct Problem: Error, CustomStringConvertible { let description = "no\nluck" }
        let pipe = try Pipe()
        let writer = try LogWriter(.text, to: OutputStream(number: pipe.writer))
        var handler = LineLogHandler(writer, level: .trace)
        handler.metadataProvider = Logger.MetadataProvider { ["a": "provider", "b": "provider"] }
        let made = handler
        var logger = Logger(label: "test") { _ in made }
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "c"] = "logger"
        logger.trace("event", error: Problem(), metadata: ["b": "event"])
        writer.close(within: .seconds(20))
        let line = try #require(pipe.lines(1).first)
        #expect(line.hasSuffix(#" trace    event                a=provider b=event c=logger error="no\nluck""#))
    }

    /// A terminal is told from a pipe, because the format of the log depends on it.
    @Test func terminals() throws {
        let pipe = try Pipe()
        #expect(!OutputStream(number: pipe.writer).isTerminal)
        let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { _ = close(terminal) }
        #expect(OutputStream(number: terminal).isTerminal)
    }
}
