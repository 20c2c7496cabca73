extension Document {
    /// Whether a whole number is too large for `Int64`, so that ``integer(_:)`` returns only the nearest value.
    ///
    /// The bounds themselves are only recognised if they are written without a point and an exponent, as is usual.
    public func isBeyondInt64(_ node: Node) -> Bool {
        switch integer(node) {
        case Int64.max: !rawBytes(of: node).elementsEqual("9223372036854775807".utf8)
        case Int64.min: !rawBytes(of: node).elementsEqual("-9223372036854775808".utf8)
        default: false
        }
    }
}
