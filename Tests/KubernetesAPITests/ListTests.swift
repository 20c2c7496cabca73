import System
import TLS
import TestSupport
import Testing

@testable import KubernetesAPI

/// A list is read page by page, and nothing that a server sends makes it hang, crash or lie.
struct ListTests {
    @Test("pages follow each other over one connection")
    func pages() throws {
        let scene = try Scene { index, _ in
            index == 0 ? .json(page(["a", "b"], next: "t/1")) : .chunks([page(["c"])])
        }
        defer { scene.end() }
        let list = try scene.names()
        #expect(list.names == ["a", "b", "c"])
        #expect(list.version == "7")
        let requests = scene.server.requests
        let path = "/apis/example.com/v1/namespaces/demo/widgets?limit=500"
        #expect(requests.map(\.target) == [path, "\(path)&continue=t%2F1"])
        #expect(requests.map(\.connection) == [0, 0])
    }

    @Test("a request is sent again if the server had closed the kept connection, and only then")
    func stale() throws {
        let kept = try Scene { index, _ in
            switch index {
            case 0: .json(page(["a"], next: "t"))
            case 1: .raw("", end: .cut)
            default: .json(page(["b"]))
            }
        }
        defer { kept.end() }
        #expect(try kept.names().names == ["a", "b"])
        #expect(kept.server.requests.map(\.connection) == [0, 0, 1])
        let new = try Scene { index, _ in index == 0 ? .raw("", end: .cut) : .json(page(["a"])) }
        defer { new.end() }
        #expect(new.listError()?.code == .disconnected)
        #expect(new.server.requests.count == 1)
    }

    @Test("a list starts anew when its token has expired")
    func expired() throws {
        let scene = try Scene { index, _ in
            switch index {
            case 0: .json(page(["old"], next: "t"))
            case 1: .status(410, "Expired")
            default: .json(page(["new"], version: "8"))
            }
        }
        defer { scene.end() }
        let list = try scene.names()
        #expect(list.names == ["new"] && list.version == "8")
    }

    @Test("a list whose token always expires ends with the error")
    func expiresAlways() throws {
        let scene = try Scene { index, _ in index % 2 == 0 ? .json(page(["a"], next: "t")) : .status(410, "Expired") }
        defer { scene.end() }
        #expect(scene.listError()?.isExpired == true)
        #expect(scene.server.requests.count == 8)
    }

    @Test("a page over the limit is asked for with fewer objects")
    func large() throws {
        let scene = try Scene(limits: { $0.pageBytes = 200 }) { _, request in
            .json(page(request.target.contains("limit=500") ? ["a", "b", "c", "d", "e", "f"] : ["a"]))
        }
        defer { scene.end() }
        #expect(try scene.names().names == ["a"])
        #expect(scene.server.requests.last?.target.hasSuffix("limit=62") == true)
    }

    @Test("a page with more values than the limit is asked for with fewer objects")
    func manyValues() throws {
        let scene = try Scene(limits: { $0.pageNodes = 20 }) { _, request in
            .json(page(request.target.contains("limit=500") ? ["a", "b", "c", "d", "e", "f"] : ["a"]))
        }
        defer { scene.end() }
        #expect(try scene.names().names == ["a"])
        #expect(scene.server.requests.last?.target.hasSuffix("limit=62") == true)
    }

    @Test("a list without an end is refused")
    func endless() throws {
        let same = try Scene { _, _ in .json(page(["a"], next: "t")) }
        defer { same.end() }
        #expect(same.listError()?.description == "the list of widgets.example.com in demo does not end")
        let empty = try Scene(limits: { $0.emptyPages = 3 }) { index, _ in .json(page([], next: "t\(index)")) }
        defer { empty.end() }
        #expect(empty.listError()?.code == .malformed)
        let many = try Scene(limits: { $0.objects = 3 }) { index, _ in .json(page(["a", "b"], next: "t\(index)")) }
        defer { many.end() }
        #expect(many.listError()?.description == "the list of widgets.example.com in demo has more than 3 objects")
    }

    @Test("items is null in an empty list of a program in Go")
    func null() throws {
        let scene = try Scene { _, _ in .json(#"{"metadata":{"resourceVersion":"1"},"items":null}"#) }
        defer { scene.end() }
        #expect(try scene.names().names == [])
    }

    @Test(arguments: [
        (Answer.json("<html>"), APIError.Code.malformed),
        (.json("[]"), .malformed),
        (.json("{}"), .malformed),
        (.json(#"{"metadata":{"resourceVersion":7},"items":[]}"#), .malformed),
        (.json(#"{"metadata":{"resourceVersion":"7"},"items":{}}"#), .malformed),
        (.json(#"{"metadata":{"resourceVersion":"7"},"items":[1]}"#), .malformed),
        (.json(#"{"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":1}}]}"#), .malformed),
        (.json(#"{"metadata":{"resourceVersion":"7","continue":["a"]},"items":[]}"#), .malformed),
        // Another protocol, or none.
        (.raw("SSH-2.0-OpenSSH\r\n"), .malformed),
        (.raw("HTTP/2.0 200 OK\r\n\r\n"), .malformed),
        (.raw("HTTP/1.1 101 Switching\r\n\r\n"), .malformed),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"), .malformed),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}"), .malformed),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), .malformed),
        (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"), .malformed),
        // A size that wraps around in 64 bits.
        (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"), .malformed),
        // The body is a list: nothing but the field is wrong.
        (.json(page(["a"]), fields: "Content-Encoding: gzip\r\n"), .malformed),
        // Interim answers without end, and a head without end.
        (.raw(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9)), .malformed),
        (.raw("HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 129)), .malformed),
        (.raw("HTTP/1.1 200 OK\r\nA: " + String(repeating: "a", count: 40_000)), .malformed),
        // Cut in the head, in the body, and in a chunk.
        (.raw("HTTP/1.1 200 OK\r\nContent-", end: .close), .disconnected),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}", end: .close), .disconnected),
        (.chunks(["{}"], isComplete: false, end: .cut), .disconnected),
        // A body that ends with the connection ends with TLS' own word only.
        (.raw("HTTP/1.1 200 OK\r\n\r\n{}", end: .cut), .disconnected),
        // A redirection.
        (.raw("HTTP/1.1 302 Found\r\nLocation: https://a\r\nContent-Length: 0\r\n\r\n"), .status),
    ])
    func nonsense(_ answer: Answer, _ code: APIError.Code) throws {
        let scene = try Scene { _, _ in answer }
        defer { scene.end() }
        #expect(scene.listError()?.code == code)
    }

    @Test("a body that ends with the connection is read")
    func untilClose() throws {
        let scene = try Scene { _, _ in .raw("HTTP/1.0 200 OK\r\n\r\n" + page(["a"]), end: .close) }
        defer { scene.end() }
        #expect(try scene.names().names == ["a"])
    }

    @Test(
        "a server that stalls is given up",
        arguments: [
            Answer.raw(""), .raw("HTTP/1.1 200 OK\r\n"), .raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
            .chunks(["{"], isComplete: false),
        ])
    func stall(_ answer: Answer) throws {
        let scene = try Scene(limits: {
            $0.headTime = .milliseconds(30)
            $0.idleTime = .milliseconds(30)
        }) { _, _ in answer }
        defer { scene.end() }
        #expect(scene.listError()?.code == .timedOut)
    }

    @Test("an interruption ends a request that waits")
    func interruption() throws {
        let scene = try Scene { _, _ in .raw("") }
        defer { scene.end() }
        let access = scene.access
        let server = scene.server
        let thread = try WorkerThread(name: "stop") {
            _ = eventually { !server.requests.isEmpty }
            access.interruption.request()
        }
        #expect(scene.listError()?.code == .interrupted)
        thread.join()
    }
}
