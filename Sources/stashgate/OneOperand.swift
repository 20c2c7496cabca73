/// A command that takes one argument at most, beside its options.
///
/// Another argument is wrong usage, and the error says what the command takes.
protocol OneOperand {
    /// The argument: `one file`.
    static var operand: String { get }
}

extension OneOperand {
    /// Whether the argument is a file, which kubectl takes as `-f FILE`.
    static var takesFile: Bool { operand.hasPrefix("one file") }
}
