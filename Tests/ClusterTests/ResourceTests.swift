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
        #expect(resource.metadataOnly == (kind.kind == "Namespace"))
    }
}
