extension YAMLInput {
    /// Where a value is, without its anchor and tag.
    ///
    /// - Parameters:
    ///   - event: What begins at the anchor or tag.
    ///   - end: Where it ends; of what begins a container, any offset behind its first byte.
    /// - Returns: From the first byte of the value to behind the last.
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

    /// Whether a blank or a line break stands before an offset.
    func isBehindSpace(_ offset: Int) -> Bool {
        let byte = byte(at: offset - 1)
        return YAMLBytes.isBlank(byte) || YAMLBytes.isBreak(byte)
    }

    /// Moves over an anchor or a tag, and over all before the next token.
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

/// What libyaml takes bytes for.
enum YAMLBytes {
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Whether a byte of ASCII ends a line.
    static func isBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// How many of three bytes are a line break; 0 where none begins with them.
    ///
    /// YAML 1.1 has three beyond ASCII (NEL, LS, PS), at which libyaml ends comments. Of CR and LF each counts alone.
    static func breakLength(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        switch (first, second, third) {
        case (UInt8(ascii: "\n"), _, _), (UInt8(ascii: "\r"), _, _): 1
        case (0xC2, 0x85, _): 2
        case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): 3
        default: 0
        }
    }
}
