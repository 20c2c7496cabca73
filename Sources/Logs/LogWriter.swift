internal import Logging
package import System

/// Writes lines on a thread of its own, so that no other thread waits for a pipe that is not read, or for a disk.
///
/// Lines that cannot be written are omitted and counted. Close the writer to end its thread.
package final class LogWriter: Sendable {
    /// The time to wait for space before checking again.
    private static let patience = Duration.seconds(1)

    let format: LogFormat
    private let stream: OutputStream
    private let queue = Locked(LineQueue())
    private let bell: WakeUp
    private let end: WakeUp

    /// Starts writing.
    ///
    /// - Parameters:
    ///   - format: The format of the lines.
    ///   - stream: The stream to write to.
    /// - Throws: `SystemError` if the machine has no descriptors or memory for it.
    package init(_ format: LogFormat, to stream: OutputStream) throws(SystemError) {
        Signals.ignoreBrokenPipes()
        self.format = format
        self.stream = stream
        bell = try WakeUp()
        end = try WakeUp()
        try WorkerThread(name: "log") { [self] in writeLines() }.detach()
    }

    /// Adds a line, if there is space for it and its level has budget.
    func write(_ level: Logger.Level, _ line: () -> LogLine) {
        let now = MonotonicInstant.now()
        let isAdmitted = change { $0.admits(level, at: now) }
        guard isAdmitted else { return }
        let bytes = line().bytes(as: format)
        change { $0.append(bytes, level, at: now) }
    }

    /// Writes the lines that wait, and ends.
    ///
    /// - Parameter patience: The longest time to wait for that.
    package func close(within patience: Duration) {
        change { $0.close() }
        end.wait(timeout: patience)
    }

    private func change<Result>(_ body: (inout LineQueue) -> Result) -> Result {
        let (result, wakesWriter) = queue.withLock { (body(&$0), $0.takeWakeUp()) }
        if wakesWriter { bell.ring() }
        return result
    }

    private func writeLines() {
        var isWithinLine = false
        while true {
            let work = queue.withLock { $0.takeWork(at: .now()) }
            for line in work.lines where !put(line, &isWithinLine) {
                change { $0.noteUnwritten(at: .now()) }
            }
            if let omissions = work.omissions, !put(Self.line(for: omissions).bytes(as: format), &isWithinLine) {
                change { $0.noteUnwritten(omissions, at: .now()) }
            }
            guard work.lines.isEmpty else { continue }
            if work.isClosed { break }
            guard work.omissions == nil else { continue }
            bell.wait(timeout: work.nextLook == .never ? nil : MonotonicInstant.now().duration(to: work.nextLook))
            bell.silence()
        }
        end.ring()
    }

    /// Writes a whole line, or as much of it as the stream accepts.
    private func put(_ line: [UInt8], _ isWithinLine: inout Bool) -> Bool {
        Self.put(line, &isWithinLine, write: stream.write) { stream.waitForRoom(timeout: Self.patience) }
    }

    /// Writes a whole line, or as much of it as the stream accepts.
    /// - Parameters:
    ///   - line: The line with its end.
    ///   - isWithinLine: Whether the last byte that was written does not end a line.
    ///   - write: Writes some bytes.
    ///   - waitForRoom: Waits if there is no space now.
    /// - Returns: Whether the whole line was written.
    static func put(
        _ line: [UInt8], _ isWithinLine: inout Bool, write: (ArraySlice<UInt8>) -> OutputStream.Result,
        waitForRoom: () -> Void
    ) -> Bool {
        // A disk that was full may contain a part of the last line.
        var rest = isWithinLine ? [UInt8(ascii: "\n")] + line[...] : line[...]
        while !rest.isEmpty {
            switch write(rest) {
            case .wrote(let count):
                rest = rest.dropFirst(count)
                isWithinLine = !rest.isEmpty
            case .full: waitForRoom()
            case .failed: return false
            }
        }
        return true
    }

    private static func line(for omissions: LineQueue.Omissions) -> LogLine {
        var metadata: Logger.Metadata = [:]
        if omissions.beyondBudget > 0 { metadata["too-many"] = .stringConvertible(omissions.beyondBudget) }
        if omissions.unwritten > 0 { metadata["unwritten"] = .stringConvertible(omissions.unwritten) }
        return LogLine(
            time: WallClock.millisecondsSinceEpoch(), level: .warning, message: "lines were left out of this log",
            metadata: metadata)
    }
}
