public import Document

/// The type of a value.
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
    /// An object with any content.
    case freeObject

    /// Text with an optional format.
    ///
    /// - Parameters:
    ///   - format: The format of the text, nil if any text is allowed.
    ///   - allowsEmpty: Whether an empty text counts as missing, rather than as a text that breaks the format.
    ///   - isName: Whether the text is the name of an object or of a part of this one, although no format says so.
    /// - Returns: The type.
    public static func string(_ format: Format? = nil, allowsEmpty: Bool = true, isName: Bool = false) -> ValueType {
        .string(StringType(format: format, allowsEmpty: allowsEmpty, isName: isName))
    }

    /// One of several texts.
    ///
    /// - Parameters:
    ///   - allowed: The texts.
    ///   - allowsEmpty: Whether an empty text counts as missing.
    /// - Returns: The type.
    public static func string(allowed: [Key], allowsEmpty: Bool = false) -> ValueType {
        .string(StringType(allowed: allowed, allowsEmpty: allowsEmpty))
    }

    /// A number that Kubernetes keeps in 32 bits.
    ///
    /// - Parameters:
    ///   - minimum: The least value allowed.
    ///   - maximum: The greatest value allowed.
    ///   - reason: Why other values are not allowed, for the message; nil if the bounds say enough.
    /// - Returns: The type.
    public static func int32(
        minimum: Int32 = .min, maximum: Int32 = .max, because reason: String? = nil
    ) -> ValueType {
        .integer(IntegerType(Int64(minimum)...Int64(max(minimum, maximum)), isWide: false, because: reason))
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
    ///   - item: The type of its items.
    ///   - keys: The fields whose values together must be different in every item, as in a list map of Kubernetes;
    ///     empty if items may repeat.
    /// - Returns: The type.
    public static func list(of item: ValueType, uniqueBy keys: [Key] = []) -> ValueType {
        .list(ListType(item: item, keys: keys))
    }

    /// An object with free keys.
    ///
    /// - Parameters:
    ///   - values: The type of its values.
    ///   - keys: The format of its keys, nil if any key is allowed.
    /// - Returns: The type.
    public static func map(of values: ValueType, keys: Format? = nil) -> ValueType {
        .map(MapType(values: values, keys: keys))
    }

    /// Whether this value or a value inside it has a default.
    var hasDefaults: Bool {
        switch self {
        case .object(let type): type.hasDefaults
        case .list(let type): type.item.hasDefaults
        default: false
        }
    }
}

/// Text with its format.
public final class StringType: Sendable {
    /// The texts that are allowed; empty if any text is allowed.
    public var allowed: [String] { choices.map(\.text) }
    /// The format of the text, nil if any text is allowed.
    public let format: Format?
    /// Whether an empty text counts as missing.
    public let allowsEmpty: Bool
    /// Whether the text is a name, which a reference in its place has, too.
    let isName: Bool
    /// The texts that are allowed, to compare with.
    let choices: [Key]

    /// Makes a type.
    public init(allowed: [Key] = [], format: Format? = nil, allowsEmpty: Bool = true, isName: Bool = false) {
        choices = allowed
        self.isName = isName || format?.isName == true
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
    /// Why other values are not allowed, nil if the bounds say enough.
    public let reason: String?

    /// Makes a type.
    public init(_ bounds: ClosedRange<Int64>, isWide: Bool, because reason: String? = nil) {
        self.bounds = bounds
        self.isWide = isWide
        self.reason = reason
    }
}

extension ValueType {
    /// Whether a value can be meant for this type: an object for objects, a list for lists, a single value for the
    /// others, and null for all.
    ///
    /// - Parameter kind: The kind of the value.
    /// - Returns: Whether moving the value to a field of this type may make sense.
    func mayBe(_ kind: Document.Kind) -> Bool {
        switch (self, kind) {
        case (_, .null), (.object, .object), (.map, .object), (.freeObject, .object), (.list, .array): true
        case (.object, _), (.map, _), (.freeObject, _), (.list, _), (_, .object), (_, .array): false
        default: true
        }
    }
}

/// A list of values of one type.
public final class ListType: Sendable {
    /// The type of the items.
    public let item: ValueType
    /// The fields that must be different in any two items; empty if items may repeat.
    public let keys: [Key]

    /// Makes a type.
    public init(item: ValueType, keys: [Key]) {
        self.item = item
        self.keys = keys
    }
}

/// An object with free keys and values of one type.
public final class MapType: Sendable {
    /// The type of the values: text, numbers or quantities.
    public let values: ValueType
    /// The format of the keys, nil if any key is allowed.
    public let keys: Format?

    /// Makes a type.
    public init(values: ValueType, keys: Format?) {
        self.values = values
        self.keys = keys
    }
}
