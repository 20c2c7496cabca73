import HTTP
import KubeStash
import Logging
import Serving
import TLS
import TestSupport
import Testing

@testable import Webhook

/// `stashgate serve` reports limits that the machine did not allow, because the operator asked for more.
struct StartReportTests {
    /// A limit that the machine may lower, and its flag.
    struct Lowered: CustomTestStringConvertible {
        let testDescription: String
        let limit: any WritableKeyPath<ServerLimits, Int> & Sendable

        static let all = [
            Lowered(testDescription: "max-connections", limit: \.connections),
            Lowered(testDescription: "max-held-bytes", limit: \.heldBytes),
            Lowered(testDescription: "max-body-bytes", limit: \.request.bodyBytes),
        ]
    }

    private static func report(
        _ limits: ServerLimits, wanted: ServerLimits, cluster: String? = nil
    ) throws -> StartReport {
        let pair = try CertificateAuthority(days: 1).issue(for: [HostName("127.0.0.1")])
        let context = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
                key: PEMFile(contents: pair.key, name: "tls.key")))
        var configuration = ServerConfiguration(addresses: [], workers: 1)
        configuration.limits = limits
        return StartReport(
            configuration, wanted: wanted, policy: (nil, .default), certificate: context, cluster: cluster)
    }

    /// A lowered limit is reported with its value under the name of its flag; other limits are not reported.
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

    /// The cluster that is followed is named, and a server without one says so.
    @Test func cluster() throws {
        let limits = ServerLimits()
        #expect(try Self.report(limits, wanted: limits).metadata["cluster"] == "none")
        #expect(try Self.report(limits, wanted: limits, cluster: "the test").metadata["cluster"] == "the test")
    }

    /// Several lowered limits are reported together.
    @Test func allLowered() throws {
        let wanted = ServerLimits()
        var limits = wanted
        for lowered in Lowered.all { limits[keyPath: lowered.limit] = 1 }
        let report = try Self.report(limits, wanted: wanted)
        guard case .dictionary(let told) = report.metadata["lowered"] else { throw TestClientError.incomplete }
        #expect(told.keys.sorted() == Lowered.all.map(\.testDescription).sorted())
    }
}
