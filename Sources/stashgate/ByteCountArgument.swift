import ArgumentParser

/// A number of bytes on the command line: `8388608`, `8192Ki` or `8Mi`.
struct ByteCountArgument: ExplainedArgument {
    let bytes: Int

    private static let units = [("Ki", 1 << 10), ("Mi", 1 << 20)]

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a number of bytes that is at least one and fits in an `Int`.
    ///
    /// - Throws: A `ValidationError` that says what is wrong, with an example.
    init(parsing text: String) throws {
        guard let bytes = Self.bytes(text) else { throw ValidationError(Self.problem(with: text)) }
        self.bytes = bytes
    }

    /// As one would write it.
    var description: String {
        let unit = Self.units.last { bytes % $0.1 == 0 }
        return "\(bytes / (unit?.1 ?? 1))\(unit?.0 ?? "")"
    }

    private static func bytes(_ text: String) -> Int? {
        let unit = units.first { text.hasSuffix($0.0) }
        let digits = text.dropLast(unit?.0.count ?? 0)
        guard let count = Int(digits), count > 0, digits.utf8.first != UInt8(ascii: "+") else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
        return overflow ? nil : bytes
    }

    private static func problem(with text: String) -> String {
        let (number, unit) = text.numberAndUnit
        let meant: String? =
            switch unit {
            case "b", "byte", "bytes": number
            case "k", "kb", "kib", "ki": "\(number)Ki"
            case "m", "mb", "mib", "mi": "\(number)Mi"
            case "g", "gb", "gib", "gi": Int(number).flatMap { $0 < 1 << 16 ? "\($0 << 10)Mi" : nil }
            default: nil
            }
        if let meant, bytes(meant) != nil { return "the units are Ki and Mi; did you mean \(meant)?" }
        return "a size is a whole number of bytes, at least 1, such as 65536, 64Ki or 8Mi"
    }
}
