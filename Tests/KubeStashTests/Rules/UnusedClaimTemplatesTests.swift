import TestSupport
import Testing

/// Claim templates have an effect only for a StatefulSet.
@Suite struct UnusedClaimTemplatesTests {
    private let place = "spec.sessions[0].addon.tasks[0].targetVolumes.volumeClaimTemplates"

    private func object(target: JSONValue?) -> JSONValue {
        var object = valid
        object["spec/sessions/0/addon/tasks/0/targetVolumes"] = [
            "volumeClaimTemplates": [
                [
                    "metadata": ["name": "data"],
                    "spec": [
                        "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]],
                    ],
                ]
            ]
        ]
        object["spec/target"] = target
        return object
    }

    @Test(
        arguments: [nil, ["apiGroup": "apps", "kind": "Deployment", "name": "web"], ["name": "web"]] as [JSONValue?])
    func warns(_ target: JSONValue?) throws {
        let lines = try warnings(object(target: target))
        #expect(
            lines.filter { $0.hasPrefix("unused-claim-templates") } == [
                "unused-claim-templates \(place): only a StatefulSet has claims of its own for every Pod"
            ])
    }

    @Test func isQuietForAStatefulSet() throws {
        #expect(try warnings(object(target: ["apiGroup": "apps", "kind": "StatefulSet", "name": "web"])) == [])
        var object = object(target: nil)
        object["spec/sessions/0/addon/tasks/0/targetVolumes/volumeClaimTemplates"] = []
        #expect(try warnings(object).filter { $0.hasPrefix("unused-claim-templates") } == [])
    }
}
