import Document
import TestSupport
import Testing

@testable import Demo

/// How the demo reads and shows an answer: what it prints is the first thing that anybody sees of stashgate.
struct AnswerTests {
    private static func answer(_ response: String) throws -> Answer {
        try Answer(review: Array(#"{"apiVersion":"admission.k8s.io/v1","response":{\#(response)}}"#.utf8))
    }

    private static func status(_ causes: String) -> String {
        let details = #"{"name":"web","group":"core.kubestash.com","kind":"BackupConfiguration","causes":[\#(causes)]}"#
        return #""uid":"1","allowed":false,"status":{"message":"no","code":422,"details":\#(details)}"#
    }

    @Test(
        "every answer is shown in the words that kubectl would use",
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

    @Test("a patch is shown field by field, with the fields' usual names")
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
        "what is no answer is not shown as one",
        arguments: ["", "{}", #"{"response":{}}"#, #"{"response":{"allowed":1}}"#])
    func noAnswer(text: String) {
        #expect(throws: (any Error).self) { try Answer(review: Array(text.utf8)) }
    }

    @Test("base64 of every length is read back as it was")
    func base64() {
        for length in 0..<64 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: ($0 + length) &* 157) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test("only the answers that the samples are there to show are counted as such")
    func samples() throws {
        let allowed = try Self.answer(#""allowed":true"#)
        let denied = try Self.answer(Self.status(#"{"field":"a","message":"1"}"#))
        #expect(Sample.all.map { $0.isExpected(allowed) } == [false, true, false])
        #expect(Sample.all.map { $0.isExpected(denied) } == [false, false, false])
    }
}
