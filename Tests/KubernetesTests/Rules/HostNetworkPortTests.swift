import TestSupport
import Testing

@testable import Kubernetes

/// In the network of the node, a container's port is a port of the node.
@Suite struct HostNetworkPortTests {
    @Test(arguments: [
        ("false", "{containerPort: 80, hostPort: 8080}", []),
        ("true", "{containerPort: 80, hostPort: 80}", []),
        ("true", "{containerPort: 80, hostPort: 0}", []),
        ("true", "{containerPort: 80}", []),
        (
            "true", "{containerPort: 80, hostPort: 8080}",
            ["~host-network-port Invalid initContainers[0].ports[0].hostPort"]
        ),
    ])
    func judges(_ hostNetwork: String, _ port: String, _ found: [String]) throws {
        let yaml = "{hostNetwork: \(hostNetwork), initContainers: [{name: a, image: b, ports: [\(port)]}]}"
        #expect(try findings(yaml, as: .podSpec).filter { !$0.contains("host-access") } == found)
    }
}
