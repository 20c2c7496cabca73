import HTTP
import Serving
import TestSupport
import Testing

@testable import Webhook

/// Each event is counted in its own series and in no other.
struct WebhookMetricsTests {
    /// Every series by its name and its labels.
    private static func values(_ metrics: WebhookMetrics) throws -> [String: Double] {
        let samples = try MetricsText(metrics.text(in: .init(for: AcceptField("text/plain"))), isOpenMetrics: false)
            .samples
        return Dictionary(
            samples.filter { $0.name.hasPrefix("stashgate_") }.map { sample in
                let labels = sample.labels.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
                return ("\(sample.name){\(labels)}", sample.value)
            }, uniquingKeysWith: { $1 })
    }

    /// The changes after an event.
    private static func changes(_ note: (WebhookMetrics) -> Void) throws -> [String: Double] {
        let metrics = WebhookMetrics(for: ServerConfiguration(addresses: [], workers: 1))
        let before = try values(metrics)
        note(metrics)
        return try values(metrics).filter { before[$0.key] != $0.value }
    }

    @Test(arguments: CutOff.allCases)
    func cutOffs(reason: CutOff) throws {
        let names: [CutOff: String] = [.placeNeeded: "place_needed", .tlsMessages: "tls_messages"]
        let name = try #require(names[reason])
        #expect(
            try Self.changes { $0.noteCutOff(reason) } == ["stashgate_connections_cut_off_total{reason=\(name)}": 1])
    }

    @Test func refusals() throws {
        #expect(try Self.changes { $0.noteRefusedConnection() } == ["stashgate_connections_refused_total{}": 1])
    }

    @Test(arguments: HandshakeResult.allCases)
    func handshakes(result: HandshakeResult) throws {
        let changes = try Self.changes { $0.noteHandshake(result) }
        #expect(changes == ["stashgate_tls_handshakes_total{result=\(result.label)}": 1])
    }

    /// A connection is in one state at a time, and in none after its end.
    @Test func connections() throws {
        for first in ConnectionState.allCases {
            let begun = try Self.changes { $0.noteConnection(from: nil, to: first) }
            let own = "stashgate_connections{state=\(first.label)}"
            #expect(begun == [own: 1, "stashgate_connections_accepted_total{}": 1])
            let ended = try Self.changes { metrics in
                metrics.noteConnection(from: nil, to: first)
                metrics.noteConnection(from: first, to: nil)
            }
            #expect(ended == ["stashgate_connections_accepted_total{}": 1])
            for second in ConnectionState.allCases where second != first {
                let moved = try Self.changes { metrics in
                    metrics.noteConnection(from: nil, to: first)
                    metrics.noteConnection(from: first, to: second)
                }
                let other = "stashgate_connections{state=\(second.label)}"
                #expect(moved == [other: 1, "stashgate_connections_accepted_total{}": 1])
            }
        }
    }

    /// Each status that is sent has its own series, and all others share one.
    @Test func answers() throws {
        let codes: Set<UInt16> = [200, 400, 404, 405, 408, 413, 414, 415, 417, 431, 500, 501, 503, 504, 505]
        for code in UInt16(100)...599 {
            let changes = try Self.changes { $0.noteAnswer(StatusCode(rawValue: code), at: .other) }
            let label = codes.contains(code) ? "\(code)" : "other"
            #expect(changes == ["stashgate_http_requests_total{path=other,code=\(label)}": 1])
        }
    }

    @Test func certificates() throws {
        #expect(try Self.changes { $0.noteReload(isUsed: true) } == ["stashgate_tls_reloads_total{result=ok}": 1])
        #expect(try Self.changes { $0.noteReload(isUsed: false) } == ["stashgate_tls_reloads_total{result=failed}": 1])
        #expect(
            try Self.changes { $0.noteCertificate(notBefore: 11, notAfter: 22) } == [
                "stashgate_tls_certificate_not_before_timestamp_seconds{}": 11,
                "stashgate_tls_certificate_not_after_timestamp_seconds{}": 22,
            ])
    }
}
