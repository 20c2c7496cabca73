extension Document {
    /// Whether a whole number is beyond what `Int64` holds, so that ``integer(_:)`` only tells the nearest.
    ///
    /// The bounds themselves are only known where they are written without a point and an exponent, as everybody does.
    public func isBeyondInt64(_ node: Node) -> Bool {
        switch integer(node) {
        case Int64.max: !rawBytes(of: node).elementsEqual("9223372036854775807".utf8)
        case Int64.min: !rawBytes(of: node).elementsEqual("-9223372036854775808".utf8)
        default: false
        }
    }
}
