import ArgumentParser

/// A value on the command line that says what is wrong with a text that it cannot be read from.
protocol ExplainedArgument: CustomStringConvertible, Sendable {
    /// Reads a value.
    ///
    /// - Parameter text: The text.
    /// - Throws: A `ValidationError` that says what is wrong, with an example.
    init(parsing text: String) throws
}

extension Option {
    /// An option with a default; ArgumentParser shows none where it is not the one that reads the value.
    ///
    /// - Parameters:
    ///   - wrappedValue: The default.
    ///   - help: What the option is for.
    init(wrappedValue: Value, explained help: ArgumentHelp) where Value: ExplainedArgument {
        self.init(
            wrappedValue: wrappedValue, help: help.with(default: wrappedValue), transform: { try Value(parsing: $0) })
    }

    /// An option for a whole number, with a default.
    ///
    /// - Parameters:
    ///   - wrappedValue: The default.
    ///   - help: What the option is for.
    ///   - bounds: The least and the greatest number.
    init(wrappedValue: Int, explained help: ArgumentHelp, in bounds: ClosedRange<Int>) where Value == Int {
        self.init(
            wrappedValue: wrappedValue, help: help.with(default: wrappedValue), transform: WholeNumber.within(bounds))
    }
}

extension ArgumentHelp {
    /// The help with a default at the end of its sentence.
    fileprivate func with(default value: some CustomStringConvertible) -> ArgumentHelp {
        var help = self
        help.abstract = "\(abstract.dropLast()) (default: \(value))."
        return help
    }
}
