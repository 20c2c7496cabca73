import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The record of policies: what changes of a policy file are refused, and how the others change what is said about an object.
@Suite struct PolicyRecordTests {
    private static let heading = """
        What stashgate says about the policy of verdicts/policies/policy.yaml with one value changed at a time, and what it says
        under the changed policy about the objects of verdicts/policies/objects.yaml; `make verdicts` writes this page.
        """

    @Test func saysWhatIsRecorded() throws {
        let files = Dictionary(
            uniqueKeysWithValues: Fixtures.manifests(in: "verdicts/policies").map { ($0.name, $0.bytes) })
        let text = try #require(files["policy"])
        let document = try #require(try Document.documents(yaml: text).first)
        let policy = JSONValue(document.root, of: document)
        let objects = try Document.documents(yaml: files["objects"] ?? []).filter { !$0.isNull($0.root) }
        let usual = Self.answer(to: policy, about: objects)
        var record = "unchanged\n" + usual.map { "    \($0)\n" }.joined()
        var changes = VerdictChanges()
        for site in VerdictSite.all(in: policy, of: Policy.schema) {
            var answers = VerdictAnswers()
            for change in changes.changes(of: site) {
                let found = Self.answer(to: change.applied(to: policy), about: objects)
                answers.add(change.label, VerdictAnswers.difference(of: found, from: usual))
            }
            if !answers.isEmpty { record += "\(site.path.isEmpty ? "policy" : site.path)\n\(answers.text)" }
        }
        let differences = try RecordedPage("verdicts/Policy", heading: Self.heading).differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }

    /// The mistakes of a policy; the findings in the objects if it has none.
    private static func answer(to policy: JSONValue, about objects: [Document]) -> [String] {
        let read: Policy
        do throws(PolicyError) {
            read = try Policy(yaml: policy.json)
        } catch {
            return error.mistakes.map { "refused: \($0.message)" }
        }
        let warns = read.denies ? [] : ["the policy only warns"]
        return warns
            + objects.flatMap { document -> [String] in
                let object = JSONValue(document.root, of: document)
                let namespace = object.text("metadata/namespace")
                let settings = read.settings(for: namespace)
                let kind = Kinds.called(object.text("kind"))
                let context = Context(document, under: settings, namespace: namespace)
                guard var findings = kind?.check(document.root, in: context, unknownFields: .reported) else {
                    return []
                }
                settings.applyIgnores(to: &findings)
                return findings.all.map { "\(namespace): \(VerdictLine($0, in: document).text(at: nil))" }
            }
    }
}
