import TestSupport
import Testing

extension MonitoringComponentTests {
    @Test("each panel of the dashboard has its own number, and queries for the chosen data source")
    func panels() throws {
        let panels = try Self.panels()
        #expect(Set(panels.map { $0["id"] }).count == panels.count)
        for panel in panels where panel["type"] != "row" {
            let title = panel.text("title")
            #expect(!title.isEmpty)
            #expect(!panel.items("targets").isEmpty, "\(title)")
            for target in panel.items("targets") {
                #expect(!target.text("expr").isEmpty, "\(title)")
                #expect(target["datasource/uid"] == "${datasource}", "\(title)")
            }
        }
        let variables = try JSONValue(parsing: Array(Repository.text(of: Self.dashboard).utf8)).items("templating/list")
        #expect(variables.map { $0.text("name") } == ["datasource", "namespace", "pod"])
    }
}
