public import Document

/// What a value may be.
public enum ValueType: Sendable {
    /// Text.
    case string(StringType)
    /// `true` or `false`.
    case boolean
    /// A whole number.
    case integer(IntegerType)
    /// A quantity of something, such as `500m` or `1Gi`: text, or a whole number.
    case quantity(Format)
    /// A whole number or a text, such as a port's number or name.
    case integerOrString(IntegerType, StringType)
    /// An object with known fields.
    case object(ObjectType)
    /// A list of values of one type, none of them null.
    case list(ListType)
    /// An object with free keys and values of one type.
    case map(MapType)
    /// An object with anything in it.
    case freeObject

    /// Text that one rule says more about.
    ///
    /// - Parameters:
    ///   - format: What the text must look like, nil where it may be anything.
    ///   - allowsEmpty: Whether an empty text is as good as none, rather than a text that breaks the format.
    /// - Returns: The type.
    public static func string(_ format: Format? = nil, allowsEmpty: Bool = true) -> ValueType {
        .string(StringType(format: format, allowsEmpty: allowsEmpty))
    }

    /// One of several texts.
    ///
    /// - Parameters:
    ///   - allowed: The texts.
    ///   - allowsEmpty: Whether an empty text is as good as none.
    /// - Returns: The type.
    public static func string(allowed: [Key], allowsEmpty: Bool = false) -> ValueType {
        .string(StringType(allowed: allowed, allowsEmpty: allowsEmpty))
    }

    /// A number that Kubernetes keeps in 32 bits.
    ///
    /// - Parameters:
    ///   - minimum: The least value allowed.
    ///   - maximum: The greatest value allowed.
    /// - Returns: The type.
    public static func int32(minimum: Int32 = .min, maximum: Int32 = .max) -> ValueType {
        .integer(IntegerType(Int64(minimum)...Int64(max(minimum, maximum)), isWide: false))
    }

    /// A number that Kubernetes keeps in 64 bits.
    ///
    /// - Parameters:
    ///   - minimum: The least value allowed.
    ///   - maximum: The greatest value allowed.
    /// - Returns: The type.
    public static func int64(minimum: Int64 = .min, maximum: Int64 = .max) -> ValueType {
        .integer(IntegerType(minimum...max(minimum, maximum), isWide: true))
    }

    /// A list.
    ///
    /// - Parameters:
    ///   - item: What its items are.
    ///   - keys: The fields whose values together must be different in every item, as in a list map of Kubernetes; none
    ///     where items may repeat.
    /// - Returns: The type.
    public static func list(of item: ValueType, uniqueBy keys: [Key] = []) -> ValueType {
        .list(ListType(item: item, keys: keys))
    }

    /// An object with free keys.
    ///
    /// - Parameters:
    ///   - values: What its values are.
    ///   - keys: What its keys must look like, nil where they may be anything.
    ///   - isOnePlace: Whether what is wrong with an entry is reported at the map, as Kubernetes does for labels.
    /// - Returns: The type.
    public static func map(of values: ValueType, keys: Format? = nil, isOnePlace: Bool = false) -> ValueType {
        .map(MapType(values: values, keys: keys, isOnePlace: isOnePlace))
    }

    /// Whether a default is stated for this value or for one inside of it.
    var hasDefaults: Bool {
        switch self {
        case .object(let type): type.hasDefaults
        case .list(let type): type.item.hasDefaults
        default: false
        }
    }
}

/// Text, and what it must look like.
public final class StringType: Sendable {
    /// The texts that are allowed, none where any is.
    public var allowed: [String] { choices.map(\.text) }
    /// What the text must look like, nil where it may be anything.
    public let format: Format?
    /// Whether an empty text is as good as none.
    public let allowsEmpty: Bool
    /// The texts that are allowed, to compare with.
    let choices: [Key]

    /// Makes a type.
    public init(allowed: [Key] = [], format: Format? = nil, allowsEmpty: Bool = true) {
        choices = allowed
        self.format = format
        self.allowsEmpty = allowsEmpty
    }
}

/// A whole number within bounds.
public final class IntegerType: Sendable {
    /// The values allowed.
    public let bounds: ClosedRange<Int64>
    /// Whether Kubernetes keeps it in 64 bits rather than 32.
    public let isWide: Bool

    /// Makes a type.
    public init(_ bounds: ClosedRange<Int64>, isWide: Bool) {
        self.bounds = bounds
        self.isWide = isWide
    }
}

/// A list of values of one type.
public final class ListType: Sendable {
    /// What the items are.
    public let item: ValueType
    /// The fields that must not be the same in two items, none where items may repeat.
    public let keys: [Key]

    /// Makes a type.
    public init(item: ValueType, keys: [Key]) {
        self.item = item
        self.keys = keys
    }
}

/// An object with free keys and values of one type.
public final class MapType: Sendable {
    /// What the values are: text, numbers or quantities.
    public let values: ValueType
    /// What the keys must look like, nil where they may be anything.
    public let keys: Format?
    /// Whether what is wrong with an entry is reported at the map, as Kubernetes does for labels.
    public let isOnePlace: Bool

    /// Makes a type.
    public init(values: ValueType, keys: Format?, isOnePlace: Bool = false) {
        self.values = values
        self.keys = keys
        self.isOnePlace = isOnePlace
    }
}
