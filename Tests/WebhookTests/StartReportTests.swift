import HTTP
import KubeStash
import Logging
import Serving
import TLS
import TestSupport
import Testing

@testable import Webhook

/// What `stashgate serve` says of limits that the machine did not allow: an operator who asked for more must see it.
struct StartReportTests {
    /// A limit that may be lowered, and its flag.
    struct Lowered: CustomTestStringConvertible {
        let testDescription: String
        let limit: any WritableKeyPath<ServerLimits, Int> & Sendable

        static let all = [
            Lowered(testDescription: "max-connections", limit: \.connections),
            Lowered(testDescription: "max-held-bytes", limit: \.heldBytes),
            Lowered(testDescription: "max-body-bytes", limit: \.request.bodyBytes),
        ]
    }

    private static func report(_ limits: ServerLimits, wanted: ServerLimits) throws -> StartReport {
        let pair = try CertificateAuthority(days: 1).issue(for: [HostName("127.0.0.1")])
        let context = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
                key: PEMFile(contents: pair.key, name: "tls.key")))
        var configuration = ServerConfiguration(addresses: [], workers: 1)
        configuration.limits = limits
        return StartReport(configuration, wanted: wanted, policy: (nil, .default), certificate: context)
    }

    /// Each limit that is lower than what was asked for is told with its value, by its flag; others are not.
    @Test(arguments: Lowered.all)
    func lowered(_ lowered: Lowered) throws {
        let wanted = ServerLimits()
        var limits = wanted
        limits[keyPath: lowered.limit] -= 1
        let report = try Self.report(limits, wanted: wanted)
        #expect(report.level == .notice)
        let value = "\(wanted[keyPath: lowered.limit] - 1)"
        #expect(report.metadata["lowered"].map { "\($0)" } == #"["\#(lowered.testDescription)": "\#(value)"]"#)
        limits[keyPath: lowered.limit] += 2
        for same in [wanted, limits] {
            let quiet = try Self.report(same, wanted: wanted)
            #expect(quiet.level == .info)
            #expect(quiet.metadata["lowered"] == nil)
        }
    }

    /// All at once are told at once.
    @Test func allLowered() throws {
        let wanted = ServerLimits()
        var limits = wanted
        for lowered in Lowered.all { limits[keyPath: lowered.limit] = 1 }
        let report = try Self.report(limits, wanted: wanted)
        guard case .dictionary(let told) = report.metadata["lowered"] else { throw TestClientError.incomplete }
        #expect(told.keys.sorted() == Lowered.all.map(\.testDescription).sorted())
    }
}
