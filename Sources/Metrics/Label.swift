/// A label of a series.
public struct Label: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value, any text.
    public let value: String

    /// Makes a label.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The value, any text.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
