/// The number of typing mistakes between two words.
public enum EditDistance {
    /// The optimal string alignment distance: the letters that are wrong, missing, added, or swapped with their neighbour.
    ///
    /// Only the diagonal band in which the distance can stay within the limit is computed.
    ///
    /// - Parameters:
    ///   - left: The one word, as bytes.
    ///   - right: The other word.
    ///   - limit: The largest distance that is of interest.
    /// - Returns: The distance; any number above the limit if it is greater than that.
    public static func between(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        let far = limit + 1
        var beforePrevious = [Int](repeating: far, count: right.count + 1)
        var previous = (0...right.count).map { min($0, far) }
        for row in 1...max(left.count, 1) where row <= left.count {
            var current = [Int](repeating: far, count: right.count + 1)
            current[0] = min(row, far)
            let band = max(1, row - limit)...max(1, min(right.count, row + limit))
            for column in band where column <= right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current[column] = min(cost, far)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
