import Admission
import TestSupport
import Testing

/// `stashgate review` and `stashgate version` on the command line.
@Suite struct ReviewCommandTests {
    private func run(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments, input: input)
        return process
    }

    @Test(arguments: [
        ("minimal-create-mutate", "mutate", Int32(0)), ("full-create-validate", "validate", 0),
        ("bad-three-ways-create-validate", "validate", 1), ("bad-three-ways-delete-validate", "validate", 0),
    ])
    func answersAsTheWebhookDoes(_ fixture: String, webhook: String, code: Int32) throws {
        let body = Fixtures.review(fixture)
        let expected = String(
            decoding: Reviewer().review(body, by: try #require(Webhook(rawValue: webhook))).body, as: UTF8.self)
        let file = "\(Fixtures.package)/Tests/TestSupport/Fixtures/admission-reviews/\(fixture).json"
        for process in [
            try run(["review", "--webhook", webhook, file]),
            try run(["review", "--webhook", webhook, "-"], input: body),
            try run(["review", "--webhook", webhook], input: body),
        ] {
            #expect(process.waitForEnd() == .exit(code))
            #expect(process.output == expected + "\n")
            #expect(process.errors == "")
        }
    }

    @Test(arguments: [
        (
            ["review", "--webhook", "validate", "/nowhere.json"],
            "error: /nowhere.json: cannot open: No such file or directory\n"
        ),
        (["review", "--webhook", "validate", "/"], "error: /: cannot read: Is a directory\n"),
        (
            ["review", "--webhook", "validate", "-"],
            "error: -: the body is not an AdmissionReview: line 1, column 1: the text is empty\n"
        ),
    ])
    func reportsUnreadableInput(_ arguments: [String], error: String) throws {
        let process = try run(arguments)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.output == "")
        #expect(process.errors == error)
    }

    @Test func printsVersions() throws {
        let process = try run(["version"])
        #expect(process.waitForEnd() == .exit(0))
        let lines = process.output.split(separator: "\n")
        #expect(lines.map { $0.split(separator: " ").first } == ["stashgate", "Swift", "OpenSSL", "libyaml"])
        #expect(lines.allSatisfy { $0.contains(/\ \d+\.\d+\.\d+/) })
        let json = try run(["version", "-o", "json"])
        #expect(json.waitForEnd() == .exit(0))
        #expect(json.output.contains(/^\{"stashgate":"\d.*","swift":"\d.*","openssl":"\d.*","libyaml":"\d.*"\}\n$/))
    }
}
