/// A value type as the check walks through it: the same as its `ValueType`, without counting references.
///
/// All threads share one schema, and where each of them counts references to it, every count is a cache line that the
/// processors take from each other, hundreds of times a review.
///
/// Safe where the `ValueType` that it was made of outlives it: whoever keeps one keeps the other beside it.
@safe
enum TypeReference: Sendable {
    case string(Unmanaged<StringType>)
    case boolean
    case integer(Unmanaged<IntegerType>)
    case quantity(Unmanaged<Format>)
    case integerOrString(Unmanaged<IntegerType>, Unmanaged<StringType>)
    case object(Unmanaged<ObjectType>)
    case list(Unmanaged<ListType>)
    case map(Unmanaged<MapType>)
    case freeObject

    init(to type: ValueType) {
        switch type {
        case .string(let type): self = unsafe .string(.passUnretained(type))
        case .boolean: self = .boolean
        case .integer(let type): self = unsafe .integer(.passUnretained(type))
        case .quantity(let format): self = unsafe .quantity(.passUnretained(format))
        case .integerOrString(let integer, let string):
            self = unsafe .integerOrString(.passUnretained(integer), .passUnretained(string))
        case .object(let type): self = unsafe .object(.passUnretained(type))
        case .list(let type): self = unsafe .list(.passUnretained(type))
        case .map(let type): self = unsafe .map(.passUnretained(type))
        case .freeObject: self = .freeObject
        }
    }
}

extension TypeReference {
    /// The type as a message says it, with its article.
    var name: String {
        switch self {
        case .string: "a string"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .quantity: "a quantity, such as 500m or 1Gi"
        case .integerOrString: "an integer or a string"
        case .object, .map, .freeObject: "an object"
        case .list: "a list"
        }
    }
}
