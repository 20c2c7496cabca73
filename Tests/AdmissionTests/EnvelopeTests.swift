import Admission
import TestSupport
import Testing

/// A body that is not an AdmissionReview is refused with the place of the error; other kinds are allowed untouched.
@Suite struct EnvelopeTests {
    @Test(arguments: Webhook.allCases)
    func reportsWhereTheReviewIsWrong(_ webhook: Webhook) throws {
        let cases: [(String, JSONValue?, String)] = [
            ("apiVersion", nil, "apiVersion: Required value"),
            ("apiVersion", "admission.k8s.io/v1beta1", #"apiVersion: Unsupported value: "admission.k8s.io/v1beta1""#),
            ("apiVersion", 1, "apiVersion: Invalid value: 1: must be a string"),
            ("kind", "Pod", #"kind: Unsupported value: "Pod""#), ("kind", nil, "kind: Required value"),
            ("request", nil, "request: Required value"), ("request", .null, "request: Required value"),
            ("request", [], "request: Invalid value: []: must be an object"),
            ("request/uid", nil, "request.uid: Required value"), ("request/uid", "", "request.uid: Required value"),
            ("request/uid", 5, "request.uid: Invalid value: 5"),
            ("request/kind", nil, "request.kind: Required value"),
            ("request/kind", "BackupConfiguration", "request.kind: Invalid value"),
            ("request/operation", nil, "request.operation: Required value"),
            ("request/operation", "create", #"request.operation: Unsupported value: "create""#),
            ("request/name", 5, "request.name: Invalid value: 5: must be a string"),
        ]
        for (pointer, value, message) in cases {
            var request = try fixture("bad-three-ways-create-validate")
            request[pointer] = value
            let reply = try review(request, by: webhook)
            #expect(reply.code == 400)
            #expect(reply.verdict == .failed)
            #expect(reply.isAllowed == nil)
            #expect(reply.value["kind"] == "Status")
            #expect(reply.value["apiVersion"] == "v1")
            #expect(reply.value["status"] == "Failure")
            #expect(reply.value["reason"] == "BadRequest")
            #expect(reply.value["code"] == 400)
            #expect(reply.text("message")?.contains(message) == true, "\(message)")
        }
    }

    @Test(arguments: Webhook.allCases)
    func reportsWhereTheTextIsWrong(_ webhook: Webhook) throws {
        let valid = Fixtures.review("minimal-create-validate")
        let bodies: [([UInt8], String)] = [
            ([], "line 1, column 1"), (Array("nonsense".utf8), "line 1, column 1"),
            (Array("{\n\"kind\": x".utf8), "line 2, column 9"),
            (Array("[1,2]".utf8), "body: Invalid value: [1,2]: must be an object"),
            (Array("\"\u{0}\"".utf8), "line 1, column 2"),
            (Array(valid.prefix(1000)), "line 1, column"), (Array("{\"uid\":1,\"uid\":2}".utf8), "already"),
            ([0xFF, 0xFE], "line 1"),
            ([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20), "nested deeper than 512"),
        ]
        for (body, message) in bodies {
            let reply = try review(body, by: webhook)
            #expect(reply.code == 400)
            #expect(reply.value["kind"] == "Status")
            #expect(reply.text("message")?.contains(message) == true, "\(reply.value)")
        }
    }

    /// The webhook does not judge other kinds, versions and groups, subresources, deletions and connections.
    @Test(arguments: Webhook.allCases)
    func allowsOtherRequests(_ webhook: Webhook) throws {
        let changes: [(String, JSONValue)] = [
            ("request/kind/kind", "KubeStashConfig"), ("request/kind/group", "apps"), ("request/kind/group", ""),
            ("request/kind/version", "v1beta1"),
            ("request/subResource", "status"), ("request/operation", "DELETE"), ("request/operation", "CONNECT"),
        ]
        for (pointer, value) in changes {
            var request = try fixture("bad-three-ways-create-validate")
            request[pointer] = value
            let reply = try review(request, by: webhook)
            #expect(reply.code == 200)
            #expect(
                reply.value == [
                    "kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
                    "response": ["uid": request["request/uid"] ?? .null, "allowed": true],
                ])
        }
    }

    @Test func ignoresUnknownFields() throws {
        var request = try fixture("bad-three-ways-create-validate")
        let before = try review(request, by: .validate).value
        for place in [
            "", "request/", "request/kind/", "request/userInfo/", "request/object/", "request/object/spec/",
            "request/object/spec/sessions/0/",
        ] {
            request[place + "newField"] = ["a": [1, .null, "x"]]
        }
        #expect(try review(request, by: .validate).value == before)
    }

    @Test(arguments: [
        ("UPPER-and-lower-0F", 0),
        ("with \"quotes\" and \\", 1), ("\u{0}\u{1F}é漢😀\u{7F}", 2), (String(repeating: "u", count: 100_000), 3),
    ])
    func echoesAnyUID(_ uid: String, _: Int) throws {
        for (name, webhook) in [
            ("minimal-create-mutate", Webhook.mutate), ("minimal-create-validate", .validate),
            ("bad-three-ways-create-validate", .validate),
        ] {
            var request = try fixture(name)
            request["request/uid"] = .string(uid)
            #expect(try review(request, by: webhook).uid == uid)
        }
    }

    @Test(arguments: [nil, .null] as [JSONValue?])
    func requiresAnObject(_ object: JSONValue?) throws {
        for name in ["minimal-create-validate", "minimal-update-validate"] {
            var request = try fixture(name)
            request["request/object"] = object
            let reply = try review(request, by: .validate)
            #expect(reply.isAllowed == false)
            #expect(reply.causes == ["object: Required value: the request carries no object [required-field]"])
            #expect(reply.value["response/status/code"] == 422)
            let mutated = try review(request, by: .mutate)
            #expect(mutated.isAllowed == true)
            #expect(try mutated.patch == nil)
        }
    }

    @Test(arguments: ["text", 5, [], true] as [JSONValue])
    func refusesAValueThatIsNotAnObject(_ object: JSONValue) throws {
        var request = try fixture("minimal-create-validate")
        request["request/object"] = object
        #expect(try review(request, by: .validate).isAllowed == false)
        #expect(try review(request, by: .mutate).isAllowed == true)
    }

    /// The name comes from the request, or else from the object's name, or else from its generateName.
    @Test func namesTheObject() throws {
        var request = try fixture("bad-three-ways-create-validate")
        let name = { (request: JSONValue) in try review(request, by: .validate).text("response/status/details/name") }
        #expect(try name(request) == "bad-three-ways")
        request["request/name"] = nil
        request["request/object/metadata/name"] = "from-object"
        #expect(try name(request) == "from-object")
        request["request/object/metadata/name"] = nil
        request["request/object/metadata/generateName"] = "prefix-"
        #expect(try name(request) == "prefix-")
        request["request/object/metadata"] = nil
        #expect(try name(request) == "")
    }
}
