import Document
import System
import TestSupport
import Testing

@testable import KubernetesAPI

/// A watch follows the events, and stops where they no longer can be trusted.
struct WatchTests {
    private static func event(_ type: String, _ name: String, _ version: String) -> String {
        #"{"type":"\#(type)","object":{"metadata":{"name":"\#(name)","resourceVersion":"\#(version)"}}}"# + "\n"
    }

    /// Watches from version 1, and says what came, up to which version, and how it ended.
    private func watch(
        _ answer: Answer, seconds: Int = 300, limits: (inout ClientLimits) -> Void = { _ in }
    ) throws -> (events: [String], version: String, error: APIError?) {
        let scene = try Scene(limits: limits) { _, _ in answer }
        defer { scene.end() }
        var (events, version): ([String], String) = ([], "1")
        do {
            try scene.client.watch(Scene.widgets, from: &version, seconds: seconds) { event in
                switch event {
                case .changed(let document, let object):
                    events.append("+\(ObjectIdentity(document, object)?.name ?? "")")
                case .removed(let document, let object):
                    events.append("-\(ObjectIdentity(document, object)?.name ?? "")")
                case .began: break
                case .bookmark: events.append("bookmark")
                }
            }
        } catch {
            return (events, version, error)
        }
        let query = "watch=true&allowWatchBookmarks=true&resourceVersion=1&timeoutSeconds=\(seconds)"
        #expect(scene.server.requests.first?.target.hasSuffix("?\(query)") == true)
        return (events, version, nil)
    }

    @Test("events are followed, wherever the chunks are cut")
    func events() throws {
        let text =
            Self.event("ADDED", "a", "2") + Self.event("MODIFIED", "a", "3")
            + #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}"# + "\n"
            + Self.event("DELETED", "a", "10")
        let cut = text.index(text.startIndex, offsetBy: 40)
        for answer in [Answer.chunks([text]), .chunks([String(text[..<cut]), String(text[cut...])])] {
            let result = try watch(answer)
            #expect(result.events == ["+a", "+a", "bookmark", "-a"])
            #expect(result.version == "10" && result.error == nil)
        }
    }

    /// The server ends a watch when its time is over, and its last words are still on their way then.
    @Test("a watch may last longer than it was asked for")
    func grace() throws {
        // The time for a whole answer is for answers that have an end.
        let result = try watch(.chunks([Self.event("ADDED", "a", "2")]), seconds: 0) { $0.answerTime = .zero }
        #expect(result.events == ["+a"] && result.error == nil)
        let late = try watch(.chunks([Self.event("ADDED", "a", "2")], isComplete: false), seconds: 0) {
            $0.watchGrace = .milliseconds(30)
        }
        #expect(late.error?.code == .timedOut)
    }

    @Test("an expired resourceVersion is told, in the answer or in an event")
    func expired() throws {
        let status = #"{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"#
        for answer in [Answer.status(410, "Expired"), .chunks([#"{"type":"ERROR","object":\#(status)}"# + "\n"])] {
            #expect(try watch(answer).error?.isExpired == true)
        }
    }

    @Test("what came before a cut counts, and the event that is cut does not")
    func cut() throws {
        let whole = Self.event("ADDED", "a", "2")
        let half = String(Self.event("ADDED", "b", "3").prefix(30))
        for answer in [Answer.chunks([whole, half], isComplete: false, end: .cut), .chunks([whole, half])] {
            let result = try watch(answer)
            #expect(result.events == ["+a"] && result.version == "2")
            #expect(result.error?.code == .disconnected)
        }
    }

    @Test(arguments: [
        "nonsense\n", "[]\n", "{}\n", #"{"type":"ADDED"}"# + "\n", #"{"type":1,"object":{}}"# + "\n",
        #"{"type":"ADDED","object":{"metadata":{"name":"a"}}}"# + "\n",
        #"{"type":"ADDED","object":{"metadata":{"resourceVersion":"2"}}}"# + "\n",
        #"{"type":"RENAMED","object":{"metadata":{"name":"a","resourceVersion":"2"}}}"# + "\n",
        #"{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":2}}}"# + "\n",
    ])
    func nonsense(_ line: String) throws {
        let result = try watch(.chunks([line]))
        #expect(result.error?.code == .malformed)
        #expect(result.events == [] && result.version == "1")
    }

    @Test("a line without end does not fill the memory")
    func endless() throws {
        let result = try watch(.chunks([String(repeating: "a", count: 3000)], isComplete: false)) {
            $0.eventBytes = 2000
        }
        #expect(result.error?.description == "an event of a watch is longer than 2000 bytes")
    }

    @Test("a reflector lists, watches, and starts anew when its place is lost")
    func reflector() throws {
        let sink = LoggingSink()
        let scene = try Scene { index, _ in
            switch index {
            case 0: .json(page(["a"], version: "1"))
            case 1: .chunks([Self.event("ADDED", "b", "2"), Self.event("DELETED", "a", "3")])
            case 2: .status(410, "Expired")
            case 3: .json(page(["b", "c"], version: "9"))
            default: .chunks([], isComplete: false)
            }
        }
        defer { scene.end() }
        let access = scene.access
        let thread = try WorkerThread(name: "reflector") {
            Reflector(of: Scene.widgets, in: access, to: sink, backoff: Backoff(first: .zero)).run()
        }
        let isDone = eventually { scene.server.requests.count == 5 }
        scene.access.interruption.request()
        thread.join()
        #expect(isDone)
        #expect(
            sink.lines.filter { $0 != "watch" } == ["begin", "a", "end", "+b", "-a", "410", "begin", "b", "c", "end"])
        #expect(scene.server.requests.last?.target.contains("resourceVersion=9") == true)
    }
}

/// Writes down what a reflector tells.
private final class LoggingSink: ReflectorSink {
    private let log = Locked<[String]>([])

    var lines: [String] { log.withLock { $0 } }

    private func note(_ line: String) {
        log.withLock { $0.append(line) }
    }

    private func name(_ document: Document, _ object: Document.Node) -> String {
        ObjectIdentity(document, object)?.name ?? ""
    }

    func beganList(of resource: Resource) { note("begin") }
    func listed(_ document: Document, _ object: Document.Node, of resource: Resource) { note(name(document, object)) }
    func finishedList(of resource: Resource) { note("end") }
    func beganWatch(of resource: Resource) { note("watch") }
    func changed(_ document: Document, _ object: Document.Node, of resource: Resource) {
        note("+\(name(document, object))")
    }
    func removed(_ document: Document, _ object: Document.Node, of resource: Resource) {
        note("-\(name(document, object))")
    }
    func failed(_ resource: Resource, _ error: APIError) { note("\(error.httpStatus ?? 0)") }
    func heard(of resource: Resource, at instant: MonotonicInstant) {}
}
