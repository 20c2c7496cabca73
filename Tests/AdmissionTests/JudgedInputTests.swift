import Admission
import Document
import TestSupport
import Testing

/// Small inputs with the right verdict on each: `Fixtures/judgements.yaml`, whose head explains the rows.
@Suite struct JudgedInputTests {
    /// One row: a change of the table's base object, and the findings to expect.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        /// The whole table, in which the row is a node: LeakSanitizer takes the parts of a stored ``JSONValue`` for lost.
        let table: Document
        let node: Document.Node

        var row: JSONValue { JSONValue(node, of: table) }

        /// The base with the row's changes.
        var object: JSONValue {
            guard var object = JSONValue(table.root, of: table)["base"] else { return .null }
            guard case .object(let changes)? = row["set"] else { return object }
            for change in changes {
                let steps = JudgedInputTests.steps(of: change.key)
                for count in steps.indices.dropFirst() {
                    let parent = steps.prefix(count).joined(separator: "/")
                    if object[parent] == nil { object[parent] = [:] }
                }
                object[steps.joined(separator: "/")] = change.value == .null ? nil : change.value
            }
            return object
        }

        /// The field that the row names under a key, written as the webhook writes it.
        func field(_ key: String) -> String? {
            guard case .string(let field)? = row[key] else { return nil }
            return JudgedInputTests.whole(field)
        }

        func texts(_ key: String) -> [String] {
            guard case .array(let items)? = row[key] else { return [] }
            return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
    }

    static let cases: [Case] = {
        guard let document = try? Document.documents(yaml: Fixtures.read("\(Fixtures.folder)/judgements.yaml")).first
        else { return [] }
        return document.list("cases", of: document.root).map { rows in
            document.elements(of: rows).map { row in
                let name = document.text("name", of: row).flatMap { document.string($0) }
                return Case(testDescription: name ?? "", table: document, node: row)
            }
        } ?? []
    }()

    @Test func hasCases() {
        #expect(Self.cases.count > 30)
    }

    @Test(arguments: cases)
    func judges(_ row: Case) throws {
        var request = try fixture("full-create-validate")
        request["request/object"] = row.object
        var reply = try review(request, by: .mutate)
        if let patch = try reply.patch {
            request["request/object"] = try #require(request["request/object"]?.applying(patch))
        }
        reply = try review(request, by: .validate)
        func at(_ field: String, _ lines: [String]) -> [String] { lines.filter { $0.hasPrefix(field + ": ") } }
        let all = reply.causes + reply.warnings
        if let field = row.field("deny") { #expect(!at(field, reply.causes).isEmpty, "\(all)") }
        if let field = row.field("warn") {
            #expect(reply.isAllowed == true, "\(all)")
            #expect(!at(field, reply.warnings).isEmpty, "\(all)")
        }
        if let field = row.field("either") { #expect(!at(field, all).isEmpty, "\(all)") }
        if let field = row.field("quiet") { #expect(at(field, all).isEmpty, "\(all)") }
        if row.row["allow"] == true { #expect(reply.isAllowed == true, "\(all)") }
        let field = ["deny", "warn", "either"].lazy.compactMap { row.field($0) }.first
        let messages = field.map { at($0, all) } ?? all
        for text in row.texts("says") { #expect(messages.contains { $0.contains(text) }, "\(text) in \(messages)") }
        for text in row.texts("saysNot") { #expect(!messages.contains { $0.contains(text) }, "\(text) in \(messages)") }
    }

    private static func whole(_ path: String) -> String {
        path.hasPrefix(".") ? "spec.sessions[0]" + path : path
    }

    /// The steps of a path such as `.addon.tasks[0].name`, relative to the first session.
    private static func steps(of path: String) -> [String] {
        whole(path).split(separator: ".").flatMap { part in
            part.split(separator: "[").map { $0.hasSuffix("]") ? String($0.dropLast()) : String($0) }
        }
    }
}
