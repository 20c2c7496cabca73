/// A label with all the values that it can have, or several that go together.
public struct Dimension: Sendable {
    let names: [String]
    let values: [[String]]

    /// A label.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - values: Its values, each once; a series is found by its value's place in the list.
    public init(_ name: String, _ values: [String]) {
        names = [name]
        self.values = values.map { [$0] }
    }

    /// Labels of which not every value goes with every other.
    ///
    /// - Parameters:
    ///   - names: Their names.
    ///   - values: Their values together, each combination once.
    public init(_ names: [String], _ values: [[String]]) {
        self.names = names
        self.values = values
    }

    /// No label at all.
    public static let none = Dimension([], [[]])
}
