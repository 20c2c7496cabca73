import Document
@testable import KubeStash
import Schema
import TestSupport
import Testing

/// The backend of a repository must exist.
@Suite struct UnknownBackendTests {
    private let place = "spec.sessions[1].repositories[0].backend"
    private let pointer = "spec/sessions/1/repositories/0/backend"

    @Test(arguments: [
        ("primray", #"spec.backends has "primary"; did you mean that?"#),
        ("PRIMARY", #"spec.backends has "primary"; did you mean that?"#),
        ("nowhere", #"spec.backends has "primary", "offsite""#),
    ])
    func suggestsTheNearestName(_ name: String, detail: String) throws {
        var object = valid
        object[pointer] = .string(name)
        #expect(
            try errors(object) == ["unknown-backend FieldValueNotFound \(place): Not found: \"\(name)\": \(detail)"])
    }

    @Test(arguments: [nil, .null, ""] as [JSONValue?])
    func requiresANameIfEveryBackendHasOne(_ value: JSONValue?) throws {
        var object = valid
        object[pointer] = value
        #expect(
            try errors(object) == [
                #"unknown-backend FieldValueRequired \#(place): Required value: every backend has a name, so the repository must name one: "primary", "offsite""#
            ])
        object["spec/backends/2"] = ["storageRef": ["name": "nfs"]]
        #expect(try errors(object) == [])
    }

    @Test(arguments: [nil, .null, []] as [JSONValue?])
    func allowsTheDefaultBackendWithoutBackends(_ backends: JSONValue?) throws {
        var object = valid
        object["spec/backends"] = backends
        object["spec/sessions/0/repositories/1/directory"] = "/offsite"
        for place in [
            "spec/sessions/0/repositories/0", "spec/sessions/0/repositories/1", "spec/sessions/1/repositories/0",
        ] {
            object[place + "/backend"] = nil
        }
        #expect(try errors(object) == [])
        object[pointer] = "primary"
        #expect(
            try errors(object) == [
                #"unknown-backend FieldValueNotFound \#(place): Not found: "primary": spec.backends is empty; leave the backend out to use the default BackupStorage"#
            ])
    }

    @Test func refusesANameForABackendWithoutOne() throws {
        var object = valid
        object["spec/backends"] = [["storageRef": ["name": "s3"]]]
        let lines = try errors(object)
        #expect(lines.count == 3)
        #expect(
            lines.allSatisfy {
                $0.hasPrefix("unknown-backend ")
                    && $0.hasSuffix("the backend in spec.backends has no name; leave the backend out to use it")
            })
    }

    @Test(arguments: [(5, ""), (6, " and 1 more"), (10, " and 5 more")])
    func listsOnlyAFewNames(count: Int, rest: String) throws {
        var object = valid
        for index in 2..<count { object["spec/backends/\(index)"] = backend("backend-\(index)") }
        object[pointer] = "somewhere-else"
        #expect(
            try errors(object)[0].hasSuffix(
                #"spec.backends has "primary", "offsite", "backend-2", "backend-3", "backend-4""# + rest))
    }

    @Test func findsNamesAmongMany() throws {
        var object = valid
        for index in 2..<300 { object["spec/backends/\(index)"] = backend("backend-\(index)") }
        object[pointer] = "backend-299"
        #expect(try errors(object) == [])
        object[pointer] = "backend-300"
        #expect(try errors(object).count == 1)
    }

    private func backend(_ name: String) -> JSONValue {
        ["name": .string(name), "storageRef": ["name": .string(name)]]
    }

    /// A long name is put into a message once, not once for each repository: eight megabytes would otherwise keep a
    /// worker busy for half a minute, and this object for minutes.
    @Test(.timeLimit(.minutes(30))) func readsLongNamesOnce() throws {
        let long = String(repeating: "x", count: 2 << 20)
        let backends = (0..<5).map { #"{"name":"\#(long)\#($0)"}"# }.joined(separator: ",")
        let repositories = (0..<19_000).map { #"{"name":"\#($0)","directory":"d","backend":"y"}"# }
            .joined(separator: ",")
        let text = #"{"spec":{"backends":[\#(backends)],"sessions":[{"repositories":[\#(repositories)]}]}}"#
        let document = try Document(json: Array(text.utf8))
        let findings = BackupConfiguration.kind.check(document.root, in: Context(document))
        let unknown = findings.all.filter { $0.rule == UnknownBackend.info.id }
        #expect(unknown.count == 19_000)
        #expect(unknown.allSatisfy { $0.detail.utf8.count < 2048 })
    }
}
