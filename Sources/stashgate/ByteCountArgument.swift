import ArgumentParser

/// A number of bytes on the command line: `8388608`, `8192Ki` or `8Mi`.
struct ByteCountArgument: ExpressibleByArgument {
    let bytes: Int

    private static let units = [("Ki", 1 << 10), ("Mi", 1 << 20)]

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Zero, and what does not fit in an `Int`, is none.
    init?(argument: String) {
        let unit = Self.units.first { argument.hasSuffix($0.0) }
        let digits = argument.dropLast(unit?.0.count ?? 0)
        guard let count = Int(digits), count > 0, digits.utf8.first != UInt8(ascii: "+") else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
        guard !overflow else { return nil }
        self.bytes = bytes
    }

    var defaultValueDescription: String {
        let unit = Self.units.last { bytes % $0.1 == 0 }
        return "\(bytes / (unit?.1 ?? 1))\(unit?.0 ?? "")"
    }
}
