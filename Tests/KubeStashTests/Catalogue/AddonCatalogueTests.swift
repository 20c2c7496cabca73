import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// The table has what the manifests of the release have.
@Suite struct AddonCatalogueTests {
    @Test func isComplete() {
        let catalogue = AddonCatalogue.official
        #expect(catalogue.release == "v2026.7.10")
        #expect(catalogue.addons.count == 20)
        #expect(catalogue.tasks.count == 86)
        #expect(catalogue.functions.contains("kubedbverifier"))
        let names = catalogue.addons.map { catalogue.names[$0.name].text }
        #expect(names == names.sorted() && names.allSatisfy { $0.hasSuffix("-addon") })
        #expect(catalogue.parameters.count { $0.isRequired } == 2)
        #expect(catalogue.tasks.count { !$0.usesSecret } == 14)
    }

    private static let manifests = """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: {name: web-addon}
        spec:
          restoreTasks:
            - {name: restore, function: web-restore, driver: Restic}
          backupTasks:
          - name: backup
            function: web-backup
            driver: Medusa
            parameters:
            - {name: paths, required: true}
            - {name: args, required: false}
            volumeTemplate:
            - name: tmp
            - name: data
        ---
        apiVersion: v1
        kind: Addon
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: {name: web-backup}
        spec:
          args: [backup, '--namespace=${namespace:=a}', '--x=${paths:=} ${waitTimeout:=${args}} ${zone}']
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: {name: other}
        """

    /// The command that makes the table, with manifests in both styles of indentation.
    @Test func isMadeFromManifests() throws {
        let child = try ChildProcess(try ChildProcess.product("Catalogue"), ["v1"], input: Array(Self.manifests.utf8))
        #expect(child.waitForEnd() == .exit(0))
        #expect(
            child.output == """
                release v1
                addon web-addon
                backup backup web-backup Medusa tmp,data !paths args ?waitTimeout ?zone
                restore restore web-restore Restic -
                function other

                """)
        let catalogue = AddonCatalogue("a\nbackup too early\n\nrelease v1")
        #expect(catalogue.addons.isEmpty && catalogue.release == "v1")
    }

    /// Without manifests there is no table.
    @Test(arguments: [(["v1"], "a: 1"), ([], ""), (["v1", "v2"], ""), (["v1"], "a: [")])
    func needsManifests(_ arguments: [String], _ input: String) throws {
        let child = try ChildProcess(try ChildProcess.product("Catalogue"), arguments, input: Array(input.utf8))
        #expect(child.waitForEnd() == .exit(1))
    }
}
