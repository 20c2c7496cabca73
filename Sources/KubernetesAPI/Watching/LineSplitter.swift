/// Cuts a stream of bytes into lines; a line that is too long is an error, so that no server fills the memory.
struct LineSplitter {
    private let limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0

    /// Makes a splitter.
    ///
    /// - Parameter limit: The longest line in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether there are bytes of a line that is not complete.
    var isInsideLine: Bool { start < bytes.count }

    /// Adds bytes to the stream.
    mutating func append(_ piece: [UInt8]) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        bytes += piece
    }

    /// The next line that is not empty, without its end; nil if more bytes are needed.
    ///
    /// - Throws: `APIError` if the line is too long.
    mutating func next() throws(APIError) -> [UInt8]? {
        while true {
            while searched < bytes.count, bytes[searched] != UInt8(ascii: "\n") { searched += 1 }
            guard searched - start <= limit else {
                throw APIError(.tooLarge, "an event of a watch is longer than \(limit) bytes")
            }
            guard searched < bytes.count else { return nil }
            let line = Array(bytes[start..<searched])
            searched += 1
            start = searched
            if !line.isEmpty { return line }
        }
    }
}
