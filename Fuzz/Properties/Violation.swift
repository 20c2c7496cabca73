/// A property that an input breaks.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    /// The broken property, in one sentence.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws if a condition does not hold.
func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(Violation) {
    guard condition else { throw Violation(property()) }
}

/// The value of an optional that must have one.
func unwrap<Value>(_ value: Value?, _ property: @autoclosure () -> String) throws(Violation) -> Value {
    guard let value else { throw Violation(property()) }
    return value
}
