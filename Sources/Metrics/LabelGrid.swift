/// All series of one metric: each row's values with each column's, fixed before anything is counted.
///
/// So no client can add a series, and a series is found by two small numbers.
struct LabelGrid: Sendable {
    private let rows: Dimension
    private let columns: Dimension
    private let rowCount: Int
    private let columnCount: Int

    init(_ rows: Dimension, _ columns: Dimension) {
        self.rows = rows
        self.columns = columns
        rowCount = rows.values.count
        columnCount = columns.values.count
    }

    /// The number of series.
    var count: Int { rowCount * columnCount }

    /// The index of a series.
    ///
    /// - Parameters:
    ///   - row: The index of its value among the rows.
    ///   - column: The index of its value among the columns.
    /// - Returns: Its index; negative if there is no such series.
    func index(_ row: Int, _ column: Int) -> Int {
        guard row >= 0, row < rowCount, column >= 0, column < columnCount else { return -1 }
        return row * columnCount + column
    }

    /// The labels of all series, in the order of their indices.
    var labels: [[Label]] {
        rows.values.flatMap { row in
            columns.values.map { column in
                zip(rows.names + columns.names, row + column).map { Label(name: $0, value: $1) }
            }
        }
    }
}

/// A label with all the values that it can have, or several that go together.
package struct Dimension: Sendable {
    let names: [String]
    let values: [[String]]

    /// A label.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - values: Its values, each once; a series is found by its value's index in the list.
    package init(_ name: String, _ values: [String]) {
        names = [name]
        self.values = values.map { [$0] }
    }

    /// Labels that do not have all combinations of their values.
    ///
    /// - Parameters:
    ///   - names: Their names.
    ///   - values: Their values together, each combination once.
    package init(_ names: [String], _ values: [[String]]) {
        self.names = names
        self.values = values
    }

    /// No labels.
    package static let none = Dimension([], [[]])
}
