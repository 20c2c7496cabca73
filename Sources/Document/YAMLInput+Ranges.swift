extension YAMLInput {
    /// The range of a value, without its anchor and tag.
    ///
    /// - Parameters:
    ///   - event: The event of the value, which begins at the anchor or tag.
    ///   - end: The end of the value; at the start of a container, any offset after its first byte.
    /// - Returns: The range from the first byte of the value to after the last.
    func valueRange(of event: YAMLEvent, to end: Int) -> Range<Int> {
        var end = min(end, self.end)
        var start = min(event.mark, end)
        if event.kind != .alias {
            if event.anchor != nil { start = behindProperty(from: start, to: end) }
            if event.tag != nil { start = behindProperty(from: start, to: end) }
        }
        if event.style == .literal || event.style == .folded {
            while end > start, YAMLBytes.isBreak(byte(at: end - 1)) { end -= 1 }
        }
        return start..<end
    }

    /// Whether there is a blank or a line break before an offset.
    func isBehindSpace(_ offset: Int) -> Bool {
        let byte = byte(at: offset - 1)
        return YAMLBytes.isBlank(byte) || YAMLBytes.isBreak(byte)
    }

    /// Skips an anchor or a tag, and everything before the next token.
    private func behindProperty(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end, !YAMLBytes.isBlank(byte(at: offset)), breakLength(at: offset) == 0 { offset += 1 }
        while offset < end {
            let length = breakLength(at: offset)
            if length > 0 {
                offset += length
            } else if YAMLBytes.isBlank(byte(at: offset)) {
                offset += 1
            } else if byte(at: offset) == UInt8(ascii: "#") {
                while offset < end, breakLength(at: offset) == 0 { offset += 1 }
            } else {
                break
            }
        }
        return min(offset, end)
    }

    private func breakLength(at offset: Int) -> Int {
        YAMLBytes.breakLength(byte(at: offset), byte(at: offset + 1), byte(at: offset + 2))
    }
}

/// The classes of bytes by which libyaml reads a text.
enum YAMLBytes {
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Whether a byte of ASCII ends a line.
    static func isBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// The number of bytes of a line break at the start of three bytes; 0 if there is none.
    ///
    /// YAML 1.1 has three beyond ASCII (NEL, LS, PS), at which libyaml ends comments. CR and LF count separately.
    static func breakLength(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        switch (first, second, third) {
        case (UInt8(ascii: "\n"), _, _), (UInt8(ascii: "\r"), _, _): 1
        case (0xC2, 0x85, _): 2
        case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): 3
        default: 0
        }
    }
}
