import Document
import FuzzProperties
import TestSupport
import Testing

/// Manifests of the project with mistakes in them: what is mended, and what is not, is what the suggestions say.
struct MendedSeedTests {
    /// Manifests without mistakes and with some, of every kind.
    private static func manifests() throws -> [(name: String, bytes: [UInt8])] {
        let folders = ["manifests/samples", "manifests/samples/refused", "Fuzz/fix/seeds"]
        let files = try folders.flatMap { folder in
            try TemporaryFolder.names(in: "\(Fixtures.package)/\(folder)").sorted()
                .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }
                .map { ($0, try TemporaryFolder.read("\(Fixtures.package)/\(folder)/\($0)")) }
        }
        return files + Fixtures.manifests(in: "pass") + Fixtures.manifests(in: "fail")
    }

    private static func check(_ text: [UInt8]) {
        #expect(throws: Never.self, "\(String(decoding: text, as: UTF8.self))") { try FuzzTarget.fix.check(text) }
    }

    @Test func manifestsAsTheyAre() throws {
        let manifests = try Self.manifests()
        #expect(manifests.count > 40)
        for manifest in manifests { Self.check(manifest.bytes) }
    }

    /// Mistakes that people make in a word.
    private static func damaged(_ word: String, _ random: inout SeededGenerator) -> String {
        var letters = Array(word)
        guard letters.count > 1, let index = letters.indices.dropLast().randomElement(using: &random) else {
            return word
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: letters.remove(at: index)
        case 1: letters.swapAt(index, index + 1)
        case 2: letters.insert(letters[index], at: index)
        case 3: return word.lowercased()
        case 4: return word.uppercased()
        case 5: return word.hasSuffix("s") ? String(word.dropLast()) : "\(word)s"
        case 6: return "\"\(word.filter { $0 != "\"" })\""
        default: return word.filter { $0 != "\"" && $0 != "'" }
        }
        return String(letters)
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func damagedWords(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for manifest in try Self.manifests() where manifest.bytes.count < 8192 {
            // The words and what is between them, by turns.
            let text = String(decoding: manifest.bytes, as: UTF8.self)
            var parts = text.matches(of: /\w+|\W+/).map { String($0.output) }
            for _ in 0..<4 {
                guard let index = parts.indices.randomElement(using: &random) else { continue }
                parts[index] = Self.damaged(parts[index], &random)
            }
            Self.check(Array(parts.joined().utf8))
        }
    }

    /// The changed values of the tables that an API server was asked about, as JSON and as YAML.
    @Test(arguments: try TemporaryFolder.names(in: "\(Fixtures.folder)/mutations").sorted())
    func mutations(_ page: String) throws {
        let kind = page.dropLast(".txt".count)
        let group =
            ["BackupStorage", "RetentionPolicy", "Repository", "Snapshot"].contains(kind)
            ? "storage" : kind == "Addon" || kind == "Function" ? "addons" : "core"
        let head = "apiVersion: \(group).kubestash.com/v1alpha1\nkind: \(kind)\nmetadata: {name: a, namespace: demo}\n"
        for table in try MutationTable.all(of: String(kind)) {
            let spec = table.spec.split(separator: "\n").map { "  \($0)\n" }.joined()
            let document = try #require(try Document.documents(yaml: Array("\(head)spec:\n\(spec)".utf8)).first)
            Self.check(document.source.text)
            for row in table.rows {
                var object = JSONValue(document.root, of: document)
                object[row.pointer] = row.value
                Self.check(object.json)
            }
        }
    }
}
