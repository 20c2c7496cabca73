/// Objects and their members in one call.
extension JSONWriter {
    /// Writes an object.
    ///
    /// - Parameter members: Writes its members.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    /// Writes an array.
    ///
    /// - Parameters:
    ///   - values: What its items are made of.
    ///   - item: Writes an item.
    package mutating func array<Value>(_ values: some Sequence<Value>, _ item: (Value, inout JSONWriter) -> Void) {
        beginArray()
        for value in values { item(value, &self) }
        endArray()
    }

    /// Writes a member that is an object.
    ///
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - members: Writes the members of the object.
    package mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    /// Writes a member that is a string.
    ///
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - value: The text.
    package mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member that is `true` or `false`.
    ///
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - value: The value.
    package mutating func member(_ name: String, _ value: Bool) {
        key(name)
        boolean(value)
    }

    /// Writes a member that is a whole number.
    ///
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - value: The number.
    package mutating func member(_ name: String, _ value: Int) {
        key(name)
        integer(value)
    }

    /// Writes a member that is an array of strings.
    ///
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - values: The texts.
    package mutating func member(_ name: String, _ values: [String]) {
        key(name)
        array(values) { $1.string($0) }
    }

    /// Writes a value that is JSON text already.
    ///
    /// - Parameter text: One value, without white space around it.
    package mutating func json(_ text: String) {
        number(text)
    }
}
