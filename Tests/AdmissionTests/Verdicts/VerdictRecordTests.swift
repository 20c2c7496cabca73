import KubeStash
import TestSupport
import Testing

/// The record of verdicts: what the engine says about systematic changes of objects of every kind.
///
/// `make verdicts` writes the record; CONTRIBUTING.md says when.
@Suite(.enabled(if: !ChildProcess.isSanitized, "a sanitizer takes minutes, and other tests make it walk the same code"))
struct VerdictRecordTests {
    private static let heading = """
        What stashgate says about objects of this kind with one value changed at a time; `make verdicts` writes this page.
        The objects are those of mutations/KIND.txt and verdicts/objects/KIND.yaml, the texts those of verdicts/values.txt.
        Under each place are the changes with the same answer, and their answer: the findings, each with its severity, rule,
        path if it is another one, message (~ stands for the new value), fix after =>, and related places in {}; `adds` is a
        default that the change asks for, and `no` a finding or default of the unchanged object that is gone.
        """

    private static let sceneHeading = """
        What stashgate says about objects that are judged together; `make verdicts` writes this page.
        The objects are those of the files in verdicts/scenes. Under each object and place are the changes with the same answer,
        and their answer: the findings that come, and after `no` those that go. `cluster:` is for a webhook that is asked about
        the object beside the others in a cluster, `files:` for files that are linted together, and other lines for both.
        """

    @Test(arguments: Kinds.all.map(\.names.kind))
    func saysWhatIsRecorded(_ name: String) throws {
        let kind = try #require(Kinds.all.first { $0.names.kind == name })
        var maker = VerdictPage(of: kind)
        let record = try maker.record(of: VerdictSheet.all(of: kind))
        let page = RecordedPage("verdicts/\(name)", heading: Self.heading)
        let differences = try page.differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }

    @Test func saysAboutScenesWhatIsRecorded() throws {
        let record = try VerdictScene.all().map { try $0.record() }.joined()
        let differences = try RecordedPage("verdicts/scenes", heading: Self.sceneHeading).differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }
}
