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

    @Test func forgivesWhatWasThere() throws {
        let reply = try review(update(), by: .validate)
        #expect(reply.isAllowed == true)
        #expect(reply.warnings.filter { !$0.contains("encrypt") }.count == 3)
        #expect(
            reply.value["response/auditAnnotations/rules"]
                == "invalid-schedule,unknown-backend,duplicate-name,missing-encryption")
    }

    @Test func deniesWhatIsNew() throws {
        var request = try update()
        request["request/object/spec/sessions/1/scheduler/schedule"] = "@never"
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == false)
        #expect(reply.causes.count == 1)
        #expect(reply.causes.first?.hasPrefix("spec.sessions[1].scheduler.schedule") == true)
        #expect(reply.warnings.filter { !$0.contains("encrypt") }.count == 3)
    }

    /// The same mistake with another value is another mistake.
    @Test func deniesAnotherValue() throws {
        var request = try update()
        request["request/object/spec/sessions/0/scheduler/schedule"] = "62 * * * *"
        #expect(
            try review(request, by: .validate).causes.map { $0.prefix(36) } == ["spec.sessions[0].scheduler.schedule:"])
    }

    /// Items may move in their lists.
    @Test func forgivesWhatMoved() throws {
        var request = try update()
        let first = request["request/object/spec/sessions/0"]
        request["request/object/spec/sessions/0"] = request["request/object/spec/sessions/1"]
        request["request/object/spec/sessions/1"] = first
        #expect(try review(request, by: .validate).isAllowed == true)
    }

    /// Mistakes are counted: one more of the same is new.
    @Test func deniesOneMoreOfTheSame() throws {
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
    func hasNothingToForgiveWithoutAnOldObject(_ oldObject: JSONValue?) throws {
        var request = try update()
        request["request/oldObject"] = oldObject
        #expect(try review(request, by: .validate).causes.count == 3)
    }

    /// What is no object has nothing that could be worth keeping.
    @Test func neverForgivesWhatIsNoObject() throws {
        var request = try update()
        request["request/object"] = "text"
        request["request/oldObject"] = "text"
        #expect(try review(request, by: .validate).causes.count == 1)
    }

    /// A creation has no past, whatever the review says.
    @Test func forgivesNothingOnCreate() throws {
        var request = try update()
        request["request/operation"] = "CREATE"
        #expect(try review(request, by: .validate).causes.count == 3)
    }

    /// Values are compared by what they mean, not by how they are spaced.
    @Test func comparesWholeValues() throws {
        var request = try update()
        request["request/object/spec/sessions/0/addon"] = [["b": 1, "a": [.null]]]
        request["request/oldObject/spec/sessions/0/addon"] = [["b": 1, "a": [.null]]]
        #expect(try review(request, by: .validate).isAllowed == true)
        request["request/oldObject/spec/sessions/0/addon"] = [["b": 1, "a": []]]
        #expect(try review(request, by: .validate).isAllowed == false)
    }

    /// Where there are more mistakes than are kept, nobody knows whether the others were there before.
    @Test(arguments: [(19_000, true), (20_001, false)])
    func deniesWhatIsNotKept(count: Int, isAllowed: Bool) throws {
        var request = try update()
        for place in ["object", "oldObject"] {
            request["request/\(place)/spec/sessions"] = .array(Array(repeating: .null, count: count))
        }
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == isAllowed)
        #expect(reply.causes == (isAllowed ? [] : ["spec: 1 more error is not listed"]))
    }

    /// A warning is cut between two characters, as late as can be, wherever the limit falls in one.
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

    /// As many warnings as fit, and not one more.
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

    /// kubectl's users see warnings of one line and 256 bytes, and no more of them than the API server passes on.
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
