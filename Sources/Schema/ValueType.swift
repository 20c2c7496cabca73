internal import Document

/// What a value may be.
public indirect enum ValueType: Sendable {
    /// Text; where `allowed` is not empty, only one of these.
    case string(allowed: [String] = [])
    /// A whole number within bounds, both ends included.
    case integer(ClosedRange<Int64>)
    /// An object with known fields.
    case object(ObjectType)
    /// A list of values of one type. Its items are never null.
    case list(of: ValueType)

    /// A number that Kubernetes keeps in 32 bits.
    ///
    /// - Parameter minimum: The least value allowed.
    /// - Returns: The type of integers from there up to the greatest of 32 bits.
    public static func int32(minimum: Int32 = .min) -> ValueType {
        .integer(Int64(minimum)...Int64(Int32.max))
    }

    /// The type as a message says it, with its article.
    var name: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .object: "an object"
        case .list: "a list"
        }
    }

    /// Whether a default is stated for this value or for one inside of it.
    var hasDefaults: Bool {
        switch self {
        case .string, .integer: false
        case .object(let type): type.hasDefaults
        case .list(let item): item.hasDefaults
        }
    }
}
