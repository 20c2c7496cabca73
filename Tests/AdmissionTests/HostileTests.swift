import Admission
import TestSupport
import Testing

/// Every input gets an answer: valid JSON of bounded length, which never allows what must be refused.
@Suite struct HostileTests {
    @Test func everyMutationGetsAnAnswer() throws {
        var random = SeededGenerator(seed: 5)
        let seeds = Fixtures.reviews.map(Fixtures.review)
        for round in 0..<4000 {
            var body = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<body.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: body[place] = UInt8.random(in: 0...255, using: &random)
                case 1: body.removeSubrange(place..<min(body.count, place + Int.random(in: 1...50, using: &random)))
                default:
                    body.insert(
                        contentsOf: body[place..<min(body.count, place + 30)],
                        at: Int.random(in: 0..<body.count, using: &random))
                }
                if body.isEmpty { body = [0] }
            }
            for webhook in Webhook.allCases {
                let reply = try review(body, by: webhook)
                #expect((reply.code == 200) == (reply.isAllowed != nil))
                if reply.isAllowed == true, let patch = try reply.patch {
                    let request = try JSONValue(parsing: body)
                    #expect(request["request/object"]?.applying(patch) != nil)
                }
            }
        }
    }

    @Test func aTruncatedReviewIsNeverAllowed() throws {
        let body = Fixtures.review("bad-three-ways-create-validate")
        for length in stride(from: 0, to: body.count - 2, by: 7) {
            #expect(try review(Array(body[..<length]), by: .validate).code == 400)
        }
    }

    /// The length of an answer is bounded, however many mistakes an object has.
    @Test func answersStayShort() throws {
        var request = try fixture("minimal-create-validate")
        request["request/object/spec/sessions"] = .array(Array(repeating: .null, count: 200_000))
        request["request/object/spec/sessions"] = .array(Array(repeating: .null, count: 1000))
        #expect(try review(request, by: .validate).causes.count == 1000)
        request["request/object/spec/sessions"] = .array(Array(repeating: .null, count: 200_000))
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == false)
        #expect(reply.causes.count == 1001)
        #expect(reply.causes.last == "spec: 199000 more errors are not listed")
        #expect(reply.value.json.count < 1 << 20)

        request["request/object/spec/sessions"] = .array(Array(repeating: [:], count: 200_000))
        let mutated = try review(request, by: .mutate)
        #expect(mutated.isAllowed == false)
        #expect(mutated.value["response/status/code"] == 413)

        request["request/object/spec"] = try fixture("minimal-create-validate")["request/object/spec"]
        request["request/object/spec/sessions/0/scheduler/schedule"] = .string(String(repeating: "9", count: 4 << 20))
        #expect(try review(request, by: .validate).value.json.count < 8192)
    }

    /// Messages that repeat long values do not make the answer many times as long as the request.
    @Test func answersToLongValuesStayShort() throws {
        var request = try fixture("minimal-create-validate")
        let repository = try #require(request["request/object/spec/sessions/0/repositories/0"])
        // JSON escapes each byte with six, and each message occurs twice.
        let value = JSONValue.string(String(repeating: "\u{7F}", count: 1000))
        let repositories = (0..<1000).map { index in
            var copy = repository
            copy["name"] = .string("repository-\(index)")
            copy["directory"] = .string("/web/\(index)")
            copy["deletionPolicy"] = value
            return copy
        }
        request["request/object/spec/sessions/0/repositories"] = .array(repositories)
        let reply = try review(request, by: .validate)
        #expect(reply.isAllowed == false)
        #expect(reply.value.json.count < 2 << 20)
        let listed = reply.causes.count - 1
        #expect(listed > 10)
        #expect(reply.causes.last == "spec: \(1000 - listed) more errors are not listed")
        // The listed messages fill the 256 KiB as far as they fit.
        let messages = reply.causes.dropLast().map { $0.utf8.count - $0.prefix { $0 != ":" }.utf8.count - 2 }
        #expect(messages.reduce(0, +) <= 262_144)
        #expect(messages.reduce(0, +) + (messages.first ?? 0) > 262_144)
    }

    /// Messages of exactly 256 KiB are all listed, and one byte more leaves one of them out.
    @Test(arguments: [(0, 300), (1, 299)])
    func roomForMessages(excess: Int, listed: Int) throws {
        var request = try fixture("minimal-create-validate")
        let repository = try #require(request["request/object/spec/sessions/0/repositories/0"])
        func messages(_ lengths: [Int]) throws -> [String] {
            let repositories = lengths.enumerated().map { index, length in
                var copy = repository
                copy["name"] = .string("repository-\(index)")
                copy["directory"] = .string("/web/\(index)")
                copy["deletionPolicy"] = .string(String(repeating: "a", count: length))
                return copy
            }
            request["request/object/spec/sessions/0/repositories"] = .array(repositories)
            return try review(request, by: .validate).causes.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
        }
        let frame = try #require(try messages([1]).first).utf8.count - 1
        let sum = (256 << 10) + excess - 300 * frame
        let lengths = (0..<300).map { sum / 300 + ($0 < sum % 300 ? 1 : 0) }
        let causes = try messages(lengths + [1])
        #expect(causes.count == listed + 1)
        #expect(causes.last?.hasSuffix(" not listed") == true)
        #expect(causes.last?.hasPrefix("\(301 - listed) more error") == true)
    }

    /// Ten thousand sessions are judged in one review, and every mistake is reported at its place.
    @Test func judgesManySessions() throws {
        var request = try fixture("minimal-create-validate")
        let session = try #require(request["request/object/spec/sessions/0"])
        let sessions = (0..<10_000).map { index in
            var copy = session
            copy["name"] = .string("session-\(index)")
            return copy
        }
        request["request/object/spec/sessions"] = .array(sessions)
        #expect(try review(request, by: .validate).isAllowed == true)
        request["request/object/spec/sessions/9999/name"] = "session-0"
        #expect(
            try review(request, by: .validate).causes == [
                #"spec.sessions[9999].name: Duplicate value: "session-0" [duplicate-name]"#
            ])
        let mutated = try review(request, by: .mutate)
        #expect(try mutated.patch != nil)
    }
}
