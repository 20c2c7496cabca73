import System
import TLS
import TestSupport
import Testing

@testable import Serving

/// No request is lost on new or kept-alive connections when one of two servers behind a balancer restarts.
@Suite(.timeLimit(.minutes(30)))
struct RestartTests {
    private static let request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"

    /// The time for which a stopping server still serves; the balancer notices the stop sooner.
    private static let delay = Duration.milliseconds(600)

    /// Sends requests until told to stop, as Go's client does: it keeps a connection until an answer ends it.
    private static func load(
        _ port: UInt16, keepsAlive: Bool, counting answered: Locked<Int>, until isDone: Locked<Bool>
    ) throws -> Int {
        let authority = try TestServer.certificate.get().authority.certificate
        var kept: TLSClient?
        var count = 0
        while !isDone.withLock({ $0 }) {
            // The client does not reuse a connection that the server closed while it was idle.
            if let client = kept, try client.socket.waitForInput(milliseconds: 0) { kept = nil }
            let client = try kept ?? TLSClient(port: port, trusting: authority)
            try client.send(request)
            let response = try client.receiveResponse()
            guard response.status == 200, response.text == "hello" else { throw TestClientError.incomplete }
            kept = keepsAlive && response.fields["connection"] != "close" ? client : nil
            count += 1
            answered.withLock { $0 += 1 }
        }
        return count
    }

    /// The servers as a balancer sees them.
    private static func behind(_ servers: [TestServer]) -> [TestBalancer.Server] {
        servers.map { each in TestBalancer.Server(port: each.port) { !each.server.health.isStopping } }
    }

    @Test func behindABalancer() throws {
        var servers = try (0..<2).map { _ in try TestServer(limits: { $0.shutdownDelay = Self.delay }) }
        let balancer = try TestBalancer(Self.behind(servers))
        let isDone = Locked(false)
        let lost = Locked<[String]>([])
        let counts = Locked<[Int]>([])
        let answered = Locked(0)
        let port = balancer.port
        let clients = try (0..<6).map { number in
            try WorkerThread(name: "client") {
                do {
                    let count = try Self.load(port, keepsAlive: number % 2 == 0, counting: answered, until: isDone)
                    counts.withLock { $0.append(count) }
                } catch {
                    lost.withLock { $0.append("\(number): \(error)") }
                }
            }
        }
        for _ in 0..<2 {
            let leaving = servers.removeFirst()
            leaving.requestStop()
            #expect(leaving.waitForEnd() == .finished)
            // As in Kubernetes, the new server has another address.
            servers.append(try TestServer(limits: { $0.shutdownDelay = Self.delay }))
            balancer.replace(with: Self.behind(servers))
            let before = answered.withLock { $0 }
            #expect(eventually { answered.withLock { $0 } > before + 100 || lost.withLock { !$0.isEmpty } })
        }
        isDone.withLock { $0 = true }
        for client in clients { client.join() }
        balancer.stop()
        for server in servers {
            server.requestStop()
            server.stop()
        }
        #expect(lost.withLock { $0 } == [])
        #expect(counts.withLock { $0.allSatisfy { $0 > 10 } })
    }
}
