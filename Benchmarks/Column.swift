/// Text for tables.
enum Column {
    /// Pads a text with spaces: before it, as numbers need, or behind it.
    static func padded(_ text: String, _ width: Int, toRight: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return toRight ? space + text : text + space
    }

    /// A number with one decimal place.
    static func fixed(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
