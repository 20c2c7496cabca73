import Admission
import HTTP
import Serving
import TestSupport
import Testing

/// No value of the manifests changes, appears or disappears unnoticed, and each has a reason.
///
/// ``ManifestTests`` checks the manifests against each other, and ``MonitoringComponentTests`` when the alerts fire.
struct ManifestValueTests {
    private static let table = "Tests/TestSupport/Fixtures/manifest-values.txt"

    /// A value with its path, and the reason for it.
    private struct Row {
        let document: String
        let path: String
        let value: String
        let reason: String

        var text: String { "\(document) \(path): \(value)" }
    }

    private static func rows() throws -> [Row] {
        var document = ""
        var rows: [Row] = []
        for line in try Repository.text(of: table).split(separator: "\n") where !line.hasPrefix("# ") {
            guard !line.hasPrefix("## ") else {
                document = String(line.dropFirst(3))
                continue
            }
            let name = try #require(line.firstRange(of: ": "), "\(line)")
            let reason = try #require(line.ranges(of: " -- ").last, "\(line)")
            rows.append(
                Row(
                    document: document, path: String(line[..<name.lowerBound]),
                    value: String(line[name.upperBound..<reason.lowerBound]),
                    reason: String(line[reason.upperBound...])))
        }
        return rows
    }

    /// The values of a document with their paths.
    private static func values(of value: JSONValue, at path: String = "") -> [(path: String, value: String)] {
        let prefix = path.isEmpty ? "" : "\(path)/"
        switch value {
        case .object(let members) where !members.isEmpty:
            return members.flatMap { member in
                let key = member.key.replacing("~", with: "~0").replacing("/", with: "~1")
                return values(of: member.value, at: prefix + key)
            }
        case .array(let items) where !items.isEmpty:
            return items.enumerated().flatMap { values(of: $1, at: "\(prefix)\($0)") }
        default: return [(path, String(decoding: value.json, as: UTF8.self))]
        }
    }

    /// The files of the table; the dashboard, the policy and the CRD have tests of their own.
    private static func manifests() throws -> [String] {
        let files = try Repository.output(
            of: "find manifests/base manifests/overlays manifests/components -name '*.yaml'")
        return files.split(separator: "\n").map(String.init).filter { file in
            !file.hasSuffix("/policy.yaml")
        }
    }

    @Test func everyValue() throws {
        let rows = try Self.rows()
        var found: [String] = []
        for file in try Self.manifests() {
            for document in try Kustomize.documents(in: Repository.text(of: file)) {
                let name = "\(file) \(document.text("kind"))/\(document.text("metadata/name"))"
                found += Self.values(of: document).map { "\(name) \($0.path): \($0.value)" }
            }
        }
        #expect(Set(found).subtracting(rows.map(\.text)).sorted() == [], "in the manifests, and not in the table")
        #expect(Set(rows.map(\.text)).subtracting(found).sorted() == [], "in the table, and not in the manifests")
        #expect(rows.count == found.count)
        #expect(rows.allSatisfy { !$0.reason.isEmpty })
    }

    /// The memory limit has the effect that the table states.
    @Test func memory() throws {
        let row = try #require(try Self.rows().first { $0.path.hasSuffix("resources/limits/memory") })
        let megabytes = try #require(Int(row.value.filter(\.isNumber)))
        var limits = ServerLimits()
        limits.fit(memory: megabytes << 20, bodyBytes: Reviewer.largestReview(within:))
        #expect(limits.connections == ServerLimits().connections)
        #expect(limits.heldBytes == ServerLimits().heldBytes)
        #expect(limits.request.bodyBytes == ServerLimits().request.bodyBytes)
    }
}
