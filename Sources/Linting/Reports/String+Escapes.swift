extension String {
    /// The text with escapes in the place of some characters.
    ///
    /// - Parameter escape: The escape of a character; nil for one that stands for itself.
    /// - Returns: The text with its escapes.
    func escaping(_ escape: (Unicode.Scalar) -> String?) -> String {
        var escaped = ""
        for scalar in unicodeScalars {
            if let escape = escape(scalar) { escaped += escape } else { escaped.unicodeScalars.append(scalar) }
        }
        return escaped
    }
}
