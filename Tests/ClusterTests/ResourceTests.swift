import Cluster
import KubeStash
import KubernetesAPI
import Testing

struct ResourceTests {
    @Test("a watched kind and its resource name each other", arguments: WatchedKind.all)
    func resource(kind: WatchedKind) {
        let resource = kind.resource
        #expect(WatchedKind(of: resource) == kind)
        #expect(resource.namespace == nil)
        // Other groups have resources of the same name: Knative has its own `functions`.
        for (group, plural) in [("example.com", resource.plural), (resource.group, "widgets")] {
            #expect(WatchedKind(of: Resource(group: group, version: resource.version, plural: plural)) == nil)
        }
        #expect(resource.metadataOnly == (kind.kind == "Namespace"))
    }
}
