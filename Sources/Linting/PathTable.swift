/// Values for the paths of files.
///
/// Paths are equal if their bytes are. Swift's strings are equal if they look the same, as two names of files may that are
/// written with one character for `é` and with two.
package struct PathTable<Value> {
    private var values: [[UInt8]: Value] = [:]

    /// Makes an empty table.
    package init() {}

    /// The value for a path.
    ///
    /// - Parameter path: The path.
    /// - Returns: The value; nil if there is none.
    package subscript(path: String) -> Value? {
        get { values[Array(path.utf8)] }
        set { values[Array(path.utf8)] = newValue }
    }
}

extension PathTable: Sendable where Value: Sendable {}
