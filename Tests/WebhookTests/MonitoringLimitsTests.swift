import Serving
import Testing

@testable import Webhook

/// Every limit of the listener for probes and Prometheus, whose clients are near and fast, or gone.
struct MonitoringLimitsTests {
    private static func flatten(_ value: Any, _ name: String, into limits: inout [String: String]) {
        for child in Mirror(reflecting: value).children {
            let name = name + (child.label ?? "")
            if child.label == "request" {
                flatten(child.value, "request.", into: &limits)
            } else if let optional = Mirror(reflecting: child.value).children.first,
                Mirror(reflecting: child.value).displayStyle == .optional
            {
                limits[name] = "\(optional.value)"
            } else {
                limits[name] = "\(child.value)"
            }
        }
    }

    private static func table(_ limits: ServerLimits) -> [String: String] {
        var table: [String: String] = [:]
        flatten(limits, "", into: &table)
        return table
    }

    @Test func limits() {
        let own = Self.table(MonitoringServer.limits)
        let usual = Self.table(ServerLimits())
        #expect(own.count == usual.count && own.count > 20)
        let different = own.filter { usual[$0.key] != $0.value }
        #expect(
            different == [
                "connections": "64", "connectionsPerAddress": "16", "headTimeout": "5.0 seconds",
                "requestTimeout": "5.0 seconds", "writeTimeout": "5.0 seconds", "idleTimeout": "5.0 seconds",
                "idleGrace": "0.02 seconds",
                "shutdownDelay": "0.0 seconds", "shutdownTimeout": "0.2 seconds",
            ])
    }
}
