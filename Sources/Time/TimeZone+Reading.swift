internal import Text

extension TimeZone {
    /// The largest file that is read, in bytes; those of the tz database have 4 KiB at most.
    public static let largestFile = 1 << 20

    /// Reads a file of the tz database (TZif, RFC 8536, section 3) of any version.
    ///
    /// The result is nil if the bytes are not such a file, are cut off, state times that do not ascend or offsets of a
    /// day and more, or count leap seconds: no clock of Kubernetes does.
    /// - Parameter bytes: The whole file.
    public init?(tzif bytes: [UInt8]) {
        guard bytes.count <= Self.largestFile else { return nil }
        var reader = TZifReader(bytes)
        guard let header = reader.header() else { return nil }
        guard header.version >= TZifReader.wideVersion else {
            guard let zone = reader.zone(header, isWide: false, footer: nil) else { return nil }
            self = zone
            return
        }
        // Newer files begin with a block for old readers; the second one has times of 64 bits.
        guard let size = header.size(isWide: false), reader.skip(size), let header = reader.header(),
            let size = header.size(isWide: true), let footer = reader.footer(behind: size),
            let zone = reader.zone(header, isWide: true, footer: footer)
        else { return nil }
        self = zone
    }
}

/// The numbers at the beginning of a block.
private struct TZifHeader {
    let version: UInt8
    let utcFlags: Int
    let standardFlags: Int
    let leapSeconds: Int
    let times: Int
    let types: Int
    let letters: Int

    /// The size of the block behind the header in bytes; nil if there is none, as it has no type.
    func size(isWide: Bool) -> Int? {
        guard types > 0 else { return nil }
        let time = isWide ? 8 : 4
        // Each number is below 2^32, so the sum cannot overflow.
        return times * (time + 1) + types * TZifReader.typeSize + letters + leapSeconds * (time + 4)
            + standardFlags + utcFlags
    }
}

/// A place in a TZif file.
private struct TZifReader {
    static let wideVersion = UInt8(ascii: "2")
    /// The size of a record of a local time type: offset, whether it is daylight saving time, and its name.
    static let typeSize = 6
    private static let reservedSize = 15
    /// The offsets that RFC 8536, section 3.2, recommends: less than a day either way.
    private static let possibleOffsets: ClosedRange<Int64> = -86_399...86_399

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) -> Bool {
        guard bytes.count - position >= count else { return false }
        position += count
        return true
    }

    mutating func header() -> TZifHeader? {
        guard bytes[position...].starts(with: "TZif".utf8), skip(4), let version = number(size: 1),
            skip(Self.reservedSize), let utcFlags = number(size: 4), let standardFlags = number(size: 4),
            let leapSeconds = number(size: 4), let times = number(size: 4), let types = number(size: 4),
            let letters = number(size: 4)
        else { return nil }
        return TZifHeader(
            version: UInt8(version), utcFlags: Int(utcFlags), standardFlags: Int(standardFlags),
            leapSeconds: Int(leapSeconds), times: Int(times), types: Int(types), letters: Int(letters))
    }

    /// The text between the two line feeds behind a block of some size; it may be empty.
    func footer(behind size: Int) -> ArraySlice<UInt8>? {
        guard bytes.count - position > size else { return nil }
        let rest = bytes[(position + size)...]
        guard rest.first == UInt8(ascii: "\n"), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\n")) else {
            return nil
        }
        return rest[(rest.startIndex + 1)..<end]
    }

    /// Reads the block behind a header.
    mutating func zone(_ header: TZifHeader, isWide: Bool, footer: ArraySlice<UInt8>?) -> TimeZone? {
        guard let size = header.size(isWide: isWide), bytes.count - position >= size, header.leapSeconds == 0 else {
            return nil
        }
        var changes: [Int64] = []
        for _ in 0..<header.times {
            guard let time = signed(size: isWide ? 8 : 4), time > changes.last ?? .min else { return nil }
            changes.append(time)
        }
        let places = bytes[position..<position + header.times]
        position += header.times
        var types: [Int64] = []
        for _ in 0..<header.types {
            guard let offset = signed(size: 4), Self.possibleOffsets.contains(offset), skip(Self.typeSize - 4) else {
                return nil
            }
            types.append(offset)
        }
        guard places.allSatisfy({ Int($0) < types.count }) else { return nil }
        var rule: DaylightRule?
        if let footer, !footer.isEmpty {
            guard let stated = DaylightRule(String(decoding: footer, as: UTF8.self)) else { return nil }
            rule = stated
        }
        return TimeZone(changes: changes, offsets: places.map { types[Int($0)] }, firstOffset: types[0], rule: rule)
    }

    /// A number of some bytes, the most significant first.
    private mutating func number(size: Int) -> UInt64? {
        guard bytes.count - position >= size else { return nil }
        defer { position += size }
        return bytes[position..<position + size].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func signed(size: Int) -> Int64? {
        number(size: size).map { size == 4 ? Int64(Int32(truncatingIfNeeded: $0)) : Int64(bitPattern: $0) }
    }
}
