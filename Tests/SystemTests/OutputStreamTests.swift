import Glibc
import TestSupport
import Testing

@testable import System

/// A shared stream reports the outcome of each write, and keeps its mode.
struct OutputStreamTests {
    @Test func pipes() throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        defer { _ = close(ends[1]) }
        // A program that another test starts meanwhile would keep the other end of the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let stream = OutputStream(number: ends[1])
        #expect(!stream.isTerminal)
        #expect(stream.write([1, 2, 3][1...]) == .wrote(2))
        #expect(fcntl(ends[1], F_GETFL) & O_NONBLOCK == 0)

        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let piece = [UInt8](repeating: 0, count: 4096)
        var result = OutputStream.Result.wrote(0)
        while case .wrote = result { result = stream.write(piece[...]) }
        #expect(result == .full)
        // The wait blocks instead of polling; how much longer it takes depends on the machine.
        let began = ContinuousClock.now
        stream.waitForRoom(timeout: .milliseconds(20))
        #expect(ContinuousClock.now - began >= .milliseconds(19))
        // The wait ends as soon as there is room.
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        _ = unsafe read(ends[0], &bytes, bytes.count)
        stream.waitForRoom(timeout: .seconds(3600))

        Signals.ignoreBrokenPipes()
        _ = close(ends[0])
        #expect(stream.write([1]) == .failed)
        #expect(OutputStream(number: -1).write([1]) == .failed)
    }

    @Test func terminal() throws {
        let terminal = try Pseudoterminal()
        let number = unsafe open(terminal.path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        try #require(number >= 0)
        let stream = OutputStream(number: number)
        #expect(stream.isTerminal)
        try stream.writeAll([0x61])
        #expect(terminal.text() == "a")
        _ = close(number)
        #expect(!stream.isTerminal)
    }

    /// All bytes are written, even more than one system call takes, or the kernel's reason is reported.
    @Test func all() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/file"
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try OutputStream(number: file).writeAll(bytes)
        try OutputStream(number: file).writeAll([])
        #expect(try TemporaryFolder.read(path) == bytes)
        #expect(throws: SystemError(code: EBADF, operation: "write")) { try OutputStream(number: -1).writeAll([1]) }
        let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        #expect(throws: SystemError(code: ENOSPC, operation: "write")) { try OutputStream(number: full).writeAll([1]) }
    }
}
