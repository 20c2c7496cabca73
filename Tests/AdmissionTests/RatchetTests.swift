import Admission
import TestSupport
import Testing

/// On an update, old mistakes are forgiven and new ones are not.
@Suite struct RatchetTests {
    /// An update of the object with three mistakes, whose old and new state are the same.
    private func update() throws -> JSONValue {
        var request = try fixture("bad-three-ways-add-finalizer-update-validate")
        request["request/oldObject/spec"] = request["request/object/spec"]
        return request
    }

    @Test func forgivesOldMistakes() throws {
        let reply = try review(update(), by: .validate)
        #expect(reply.isAllowed == true)
        #expect(reply.warnings.filter { !$0.contains("encrypt") && !$0.contains("requires it") }.count == 3)
        #expect(
            reply.value["response/auditAnnotations/rules"]
                == "invalid-schedule,unknown-backend,duplicate-name,missing-parameter,missing-encryption")
    }

    @Test func deniesNewMistakes() throws {
        var request = try update()
        request["request/object/spec/sessions/1/scheduler/schedule"] = "@never"
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == false)
        #expect(reply.causes.count == 1)
        #expect(reply.causes.first?.hasPrefix("spec.sessions[1].scheduler.schedule") == true)
        #expect(reply.warnings.filter { !$0.contains("encrypt") && !$0.contains("requires it") }.count == 3)
    }

    /// A mistake with another value is a new one.
    @Test func deniesAnotherValue() throws {
        var request = try update()
        request["request/object/spec/sessions/0/scheduler/schedule"] = "62 * * * *"
        #expect(
            try review(request, by: .validate).causes.map { $0.prefix(36) } == ["spec.sessions[0].scheduler.schedule:"])
    }

    /// A mistake is still old after its item has moved in its list.
    @Test func forgivesMovedItems() throws {
        var request = try update()
        let first = request["request/object/spec/sessions/0"]
        request["request/object/spec/sessions/0"] = request["request/object/spec/sessions/1"]
        request["request/object/spec/sessions/1"] = first
        #expect(try review(request, by: .validate).isAllowed == true)
    }

    /// Equal mistakes are counted, so an additional one is new.
    @Test func deniesAnAdditionalMistake() throws {
        var request = try update()
        request["request/object/spec/sessions/2"] = request["request/object/spec/sessions/1"]
        let reply = try review(request, by: .validate)
        #expect(reply.causes == [#"spec.sessions[2].name: Duplicate value: "frequent" [duplicate-name]"#])
        request["request/oldObject/spec/sessions/2"] = request["request/oldObject/spec/sessions/1"]
        #expect(try review(request, by: .validate).isAllowed == true)
    }

    @Test func comparesMissingFieldsByTheirPlace() throws {
        var request = try update()
        request["request/object/spec/sessions/0/addon/name"] = nil
        #expect(try review(request, by: .validate).causes.count == 1)
        request["request/oldObject/spec/sessions/1/addon/name"] = ""
        #expect(try review(request, by: .validate).isAllowed == true)
        request["request/object/spec/sessions/1/addon/name"] = nil
        #expect(try review(request, by: .validate).causes.count == 1)
    }

    @Test(arguments: [nil, .null, "text", [], ["spec": 5]] as [JSONValue?])
    func forgivesNothingWithoutAnOldObject(_ oldObject: JSONValue?) throws {
        var request = try update()
        request["request/oldObject"] = oldObject
        #expect(try review(request, by: .validate).causes.count == 3)
    }

    /// A value that is not an object is refused even if the stored one is not an object either.
    @Test func neverForgivesAValueThatIsNotAnObject() throws {
        var request = try update()
        request["request/object"] = "text"
        request["request/oldObject"] = "text"
        #expect(try review(request, by: .validate).causes.count == 1)
    }

    /// A creation forgives nothing, even if the review has an old object.
    @Test func forgivesNothingOnCreate() throws {
        var request = try update()
        request["request/operation"] = "CREATE"
        #expect(try review(request, by: .validate).causes.count == 3)
    }

    /// Values are compared by their meaning, so white space does not matter.
    @Test func comparesWholeValues() throws {
        var request = try update()
        request["request/object/spec/sessions/0/addon"] = [["b": 1, "a": [.null]]]
        request["request/oldObject/spec/sessions/0/addon"] = [["b": 1, "a": [.null]]]
        #expect(try review(request, by: .validate).isAllowed == true)
        request["request/oldObject/spec/sessions/0/addon"] = [["b": 1, "a": []]]
        #expect(try review(request, by: .validate).isAllowed == false)
    }

    /// An object over the findings limit is denied, because the findings beyond it cannot be compared.
    @Test(arguments: [(19_000, true), (21_001, false)])
    func deniesBeyondTheFindingsLimit(count: Int, isAllowed: Bool) throws {
        var request = try update()
        for place in ["object", "oldObject"] {
            request["request/\(place)/spec/sessions"] = .array(Array(repeating: .null, count: count))
        }
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == isAllowed)
        #expect(reply.causes == (isAllowed ? [] : ["spec: 1 more error is not listed"]))
    }

    /// A warning is cut between two characters, as late as possible, even if the limit falls within one.
    @Test(arguments: 0..<8)
    func cutsWarningsBetweenCharacters(shift: Int) throws {
        var request = try update()
        let name = String(repeating: "a", count: shift) + String(repeating: "😀", count: 200)
        for place in ["object", "oldObject"] {
            request["request/\(place)/spec/sessions/0/repositories/0/backend"] = .string(name)
        }
        let warning = try #require(try review(request, by: .validate).warnings.first { $0.contains("😀") })
        #expect(warning.hasSuffix("😀... [unknown-backend]"))
        #expect(!warning.contains("\u{FFFD}"))
        #expect(253...256 ~= warning.utf8.count)
    }

    /// As many warnings are sent as fit into the budget.
    @Test func keepsToTheBudget() throws {
        var request = try update()
        for index in 0..<100 {
            for place in ["object", "oldObject"] {
                request["request/\(place)/spec/sessions/0/repositories/\(index)"] = [
                    "name": .string("r\(index)"), "backend": .string(String(repeating: "a", count: 300)),
                    "directory": .string("/\(index)"), "encryptionSecret": ["name": "key"],
                ]
            }
        }
        request["request/object/spec/sessions/0/scheduler/schedule"] = "@daily"
        request["request/oldObject/spec/sessions/0/scheduler/schedule"] = "@daily"
        let warnings = try review(request, by: .validate).warnings
        #expect(warnings.map(\.utf8.count) == Array(repeating: 256, count: 16))
    }

    /// A warning has one line and at most 256 bytes, and the answer has no more of them than the API server passes on.
    @Test func keepsWarningsShort() throws {
        var request = try update()
        let long = String(repeating: "é\n", count: 2000)
        for index in 0..<100 {
            for place in ["object", "oldObject"] {
                request["request/\(place)/spec/sessions/0/repositories/\(index)"] = [
                    "name": .string("r\(index)"), "backend": .string(long), "directory": "/d",
                ]
            }
        }
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == true)
        #expect(reply.warnings.count > 10)
        #expect(reply.warnings.allSatisfy { $0.utf8.count <= 256 && !$0.contains("\n") })
        #expect(reply.warnings.reduce(0) { $0 + $1.utf8.count } <= 4096)
    }
}
