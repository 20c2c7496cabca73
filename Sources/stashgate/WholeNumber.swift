import ArgumentParser

/// Whole numbers on the command line.
enum WholeNumber {
    /// The numbers of things of which there must be one.
    static let positive = 1...Int.max

    /// Makes what reads a number within bounds.
    ///
    /// - Parameter bounds: The least and the greatest number.
    /// - Returns: What reads it; it throws a `ValidationError` that names the bounds.
    static func within(_ bounds: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), bounds.contains(number) else {
                let upper = bounds.upperBound == .max ? "on" : "to \(bounds.upperBound)"
                throw ValidationError("it must be a whole number from \(bounds.lowerBound) \(upper)")
            }
            return number
        }
    }
}
