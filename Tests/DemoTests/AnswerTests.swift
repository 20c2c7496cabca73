import Document
import TestSupport
import Testing

@testable import Demo

/// The demo's output is the first that a user sees of stashgate, so it must show answers as they are.
struct AnswerTests {
    private static func answer(_ response: String) throws -> Answer {
        try Answer(review: Array(#"{"apiVersion":"admission.k8s.io/v1","response":{\#(response)}}"#.utf8))
    }

    private static func status(_ causes: String) -> String {
        let details = #"{"name":"web","group":"core.kubestash.com","kind":"BackupConfiguration","causes":[\#(causes)]}"#
        return #""uid":"1","allowed":false,"status":{"message":"no","code":422,"details":\#(details)}"#
    }

    @Test(
        "answers are shown in the words that kubectl uses",
        arguments: [
            (#""uid":"1","allowed":true"#, ["allowed"]),
            (#""allowed":true,"patch":null,"status":null"#, ["allowed"]),
            (#""allowed":true,"warnings":["spec.a: hm"]"#, ["allowed", "Warning: spec.a: hm"]),
            (#""allowed":false"#, ["denied without a reason"]),
            (
                #""allowed":false,"status":{"message":"no such thing"}"#,
                ["denied; kubectl prints:", "Error from server: no such thing"]
            ),
            (
                status(#"{"field":"spec.a","message":"Required value"}"#),
                ["denied; kubectl prints:", #"The BackupConfiguration "web" is invalid: spec.a: Required value"#]
            ),
            (
                status(#"{"field":"spec.a","message":"1"},{"field":"spec.b","message":"2"}"#),
                [
                    "denied; kubectl prints:", #"The BackupConfiguration "web" is invalid:"#, "* spec.a: 1",
                    "* spec.b: 2",
                ]
            ),
        ])
    func lines(response: String, expected: [String]) throws {
        #expect(try Self.answer(response).lines == expected)
    }

    @Test("a patch is shown field by field, with the names that Kubernetes uses")
    func patch() throws {
        let patch = #"""
            [{"op":"add","path":"/spec/sessions/0/retryConfig","value":{ "maxRetry": 1 }},
             {"op":"add","path":"/spec/sessions/12/hooks/preBackup/0/executionPolicy","value":"Always"}]
            """#
        let answer = try Self.answer(#""allowed":true,"patch":"\#(Base64.encode(Array(patch.utf8)))""#)
        #expect(
            answer.lines == [
                "allowed, with what was missing added:",
                #"+ spec.sessions[0].retryConfig = {"maxRetry":1}"#,
                #"+ spec.sessions[12].hooks.preBackup[0].executionPolicy = "Always""#,
            ])
    }

    @Test(
        "a body that is not an answer is refused",
        arguments: ["", "{}", #"{"response":{}}"#, #"{"response":{"allowed":1}}"#])
    func noAnswer(text: String) {
        #expect(throws: (any Error).self) { try Answer(review: Array(text.utf8)) }
    }

    @Test("base64 of any length decodes to the original bytes")
    func base64() {
        for length in 0..<64 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: ($0 + length) &* 157) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test("a sample expects only the answer that it demonstrates")
    func samples() throws {
        let allowed = try Self.answer(#""allowed":true"#)
        let denied = try Self.answer(Self.status(#"{"field":"a","message":"1"}"#))
        #expect(Sample.all.map { $0.isExpected(allowed) } == [false, true, false])
        #expect(Sample.all.map { $0.isExpected(denied) } == [false, false, false])
    }
}
