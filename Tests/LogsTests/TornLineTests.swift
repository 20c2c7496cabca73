import Net
import Testing

@testable import Logs
import System

/// A full disk can cut a line; once it has room again, the next line must start on a new one.
struct TornLineTests {
    /// A disk that takes so many bytes, a few at a time, and fails until it has room again.
    private struct Disk {
        var room: Int
        var text = ""
        private var isBusy = false

        init(room: Int) { self.room = room }

        mutating func write(_ bytes: ArraySlice<UInt8>) -> OutputStream.Result {
            // Every other write asks to be repeated, which is not a failure.
            isBusy.toggle()
            if isBusy { return .full }
            let taken = bytes.prefix(min(room, 3))
            guard !taken.isEmpty else { return .failed }
            room -= taken.count
            text += String(decoding: taken, as: UTF8.self)
            return .wrote(taken.count)
        }
    }

    private static let lines = ["first line\n", "second line\n", "third line\n"]

    /// Wherever the disk fills up, the following text starts a new line, and no line is empty.
    @Test(arguments: 0...(lines[0].utf8.count + lines[1].utf8.count))
    func tearsAnywhere(room: Int) {
        var disk = Disk(room: room)
        var isWithinLine = false
        func put(_ line: String) -> Bool {
            LogWriter.put(Array(line.utf8), &isWithinLine, write: { disk.write($0) }, waitForRoom: {})
        }
        let first = Self.lines[0].utf8.count
        #expect(put(Self.lines[0]) == (room >= first))
        if room >= first { #expect(put(Self.lines[1]) == (room == first + Self.lines[1].utf8.count)) }
        let torn = disk.text
        #expect(torn.utf8.count == room)
        disk.room = 1000
        #expect(put(Self.lines[2]))
        #expect(put(Self.lines[0]))
        let end = torn.isEmpty || torn.hasSuffix("\n") ? "" : "\n"
        #expect(disk.text == torn + end + Self.lines[2] + Self.lines[0])
    }

    /// A disk that fills up again while the torn line is being ended still has a torn line.
    @Test func tearsTwice() {
        var disk = Disk(room: 4)
        var isWithinLine = false
        func put(_ line: String) -> Bool {
            LogWriter.put(Array(line.utf8), &isWithinLine, write: { disk.write($0) }, waitForRoom: {})
        }
        for room in [0, 0, 1, 0, 3, 1000] {
            #expect(!put(Self.lines[0]))
            disk.room = room
        }
        #expect(put(Self.lines[1]))
        #expect(disk.text.split(separator: "\n") == ["firs", "fi", "second line"])
    }
}
