import Document
import Schema
import Testing

/// Each type becomes its counterpart in Kubernetes' structural schemas.
@Suite struct OpenAPISchemaTests {
    private static let name = Format("name", rule: .outOfRange, summary: "a name") { _ in nil }
    private static let port = ObjectType(
        "Port", "A port.",
        [
            Field("number", .int32(minimum: 1, maximum: 65535), "Its number.", need: "says which"),
            Field("protocol", .string(allowed: ["TCP", "UDP"]), default: .string("TCP")), Field("name", .string()),
        ])

    private func schema(_ field: Field) -> String {
        var writer = JSONWriter()
        OpenAPISchema.write(field, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (.string(), #""type":"string""#), (.boolean, #""type":"boolean""#), (.string(name), #""type":"string""#),
            (.string(allowed: ["A", "B"]), #""type":"string","enum":["A","B"]"#),
            (.string(allowed: ["A"], allowsEmpty: true), #""type":"string","enum":["A",""]"#),
            (.int32(), #""type":"integer","format":"int32""#),
            (.int64(minimum: 0), #""type":"integer","format":"int64","minimum":0"#),
            (.int32(minimum: -20, maximum: 19), #""type":"integer","format":"int32","minimum":-20,"maximum":19"#),
            (
                .integerOrString(IntegerType(1...9, isWide: false), StringType()),
                #""anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true,"minimum":1,"maximum":9"#
            ),
            (.freeObject, #""type":"object","x-kubernetes-preserve-unknown-fields":true"#),
            (.map(of: .string()), #""type":"object","additionalProperties":{"type":"string"}"#),
            (.list(of: .string()), #""type":"array","items":{"type":"string"}"#),
        ] as [(ValueType, String)])
    func statesTheType(_ type: ValueType, schema: String) {
        #expect(self.schema(Field("field", type)) == "{\(schema)}")
    }

    @Test func statesTheObject() {
        #expect(
            schema(Field("port", .object(Self.port), "Where to.", default: .object)) == """
                {"description":"Where to.","type":"object","required":["number"],"properties":{\
                "number":{"description":"Its number.","type":"integer","format":"int32","minimum":1,"maximum":65535},\
                "protocol":{"type":"string","enum":["TCP","UDP"],"default":"TCP"},"name":{"type":"string"}},\
                "default":{}}
                """)
    }

    /// A field with a default must not be required: the API server would refuse objects that the webhook completes.
    @Test func requiresNothingWithADefault() {
        let type = ObjectType("T", "T.", [Field("job", .object(Self.port), need: "is needed", default: .object)])
        #expect(!schema(Field("t", .object(type))).contains(#""required":["job"]"#))
    }

    /// The API server treats a list as a map only if every key is certain to exist.
    @Test(arguments: [
        (["number"] as [Key], true), (["number", "protocol"], true), (["name"], false), (["number", "name"], false),
        (["other"], false),
    ])
    func statesTheListMap(_ keys: [Key], isMap: Bool) {
        let text = schema(Field("ports", .list(of: .object(Self.port), uniqueBy: keys)))
        #expect(text.contains(#""x-kubernetes-list-type":"map""#) == isMap)
        let list = keys.map { "\"\($0.text)\"" }.joined(separator: ",")
        #expect(text.contains(#""x-kubernetes-list-map-keys":[\#(list)]"#) == isMap)
    }

    @Test func quantitiesAreIntegersOrText() {
        let text = schema(Field("memory", .quantity(Self.name)))
        #expect(text.contains(#""x-kubernetes-int-or-string":true,"pattern":"^(\\+|-)?"#))
    }
}
