package import Document

extension Document {
    /// Whether a text has a variable in it, as `envsubst` replaces them: `${` and a `}` after it, without another dollar
    /// before it.
    ///
    /// - Parameter node: The text, or a key.
    /// - Returns: Whether the text becomes another one that is not known yet.
    package func hasVariable(_ node: Node) -> Bool {
        withUTF8(of: node) { text in
            var index = 0
            var isOpen = false
            while index < text.count {
                let isDollar = text[index] == UInt8(ascii: "$") && index + 1 < text.count
                if isDollar, text[index + 1] == UInt8(ascii: "$") {
                    index += 2
                } else if isDollar, text[index + 1] == UInt8(ascii: "{") {
                    isOpen = true
                    index += 2
                } else {
                    if isOpen, text[index] == UInt8(ascii: "}") { return true }
                    index += 1
                }
            }
            return false
        }
    }
}
