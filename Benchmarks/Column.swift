/// Text for tables.
enum Column {
    /// Fills up with spaces, in front as numbers need it or behind.
    static func padded(_ text: String, _ width: Int, toRight: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return toRight ? space + text : text + space
    }

    /// A number with one digit behind the point.
    static func fixed(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
