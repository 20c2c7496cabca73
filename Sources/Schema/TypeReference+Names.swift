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
