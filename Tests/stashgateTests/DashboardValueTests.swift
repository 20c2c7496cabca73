import TestSupport
import Testing

/// No value of the dashboard changes unnoticed; few of them follow from something that a test could compute.
///
/// The table has the common values of each type of panel once, so that a panel that differs stands out.
struct DashboardValueTests {
    private static let table = "Tests/TestSupport/Fixtures/dashboard-values.txt"

    private static func values(of value: JSONValue, at path: String = "") -> [String] {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.flatMap { values(of: $0.value, at: "\(path)/\($0.key)") }
        case .array(let items) where !items.isEmpty:
            items.enumerated().flatMap { values(of: $1, at: "\(path)/\($0)") }
        default: ["\(path): \(String(decoding: value.json, as: UTF8.self))"]
        }
    }

    /// The values of the dashboard: the common ones of each type of panel, and the others of each panel.
    private static func found() throws -> Set<String> {
        let text = try Repository.text(of: MonitoringComponentTests.dashboard)
        let dashboard = try JSONValue(parsing: Array(text.utf8))
        let panels = dashboard.items("panels")
        var common: [String: Set<String>] = [:]
        for panel in panels {
            let own = Set(values(of: panel))
            common[panel.text("type")] = common[panel.text("type")]?.intersection(own) ?? own
        }
        var found = Set(values(of: dashboard).filter { !$0.hasPrefix("/panels/") })
        for (type, values) in common { found.formUnion(values.map { "\(type) \($0)" }) }
        for (place, panel) in panels.enumerated() {
            let own = Set(values(of: panel)).subtracting(common[panel.text("type")] ?? [])
            found.formUnion(own.map { "\(place) \($0)" })
        }
        return found
    }

    @Test func everyValue() throws {
        let rows = Set(
            try Repository.text(of: Self.table).split(separator: "\n").drop { $0.hasPrefix("# ") }.map(String.init))
        let found = try Self.found()
        #expect(found.subtracting(rows).sorted() == [], "in the dashboard, and not in the table")
        #expect(rows.subtracting(found).sorted() == [], "in the table, and not in the dashboard")
    }
}
