import TestSupport
import Testing

@testable import Kubernetes

/// Resources are refused exactly if Kubernetes refuses them.
@Suite struct InvalidResourcesTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{requests: {cpu: 100m, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi, ephemeral-storage: 2G}}", []),
            ("{requests: {cpu: '1'}}", []),
            ("{limits: {cpu: 0.5e1}}", []),
            ("{limits: {}, requests: null}", []),
            // A negative limit is one mistake, although the request exceeds it as well.
            ("{limits: {cpu: -1}}", ["invalid-resources Invalid limits[cpu]"]),
            ("{requests: {memory: -1Gi}}", ["invalid-resources Invalid requests[memory]"]),
            ("{limits: {cpu: 1GHz}}", ["invalid-quantity Invalid limits[cpu]"]),
            ("{limits: {cpu: ''}}", ["invalid-quantity Invalid limits[cpu]"]),
            ("{limits: {cpu: 1.5}}", ["wrong-type TypeInvalid limits[cpu]"]),
            // The API server drops null values.
            ("{limits: {cpu: null, gpu: null}, requests: {cpu: 1, example.com/gpu: null}}", []),
            ("{limits: [cpu]}", ["wrong-type TypeInvalid limits"]),
            ("{limits: 5, requests: {cpu: 1}}", ["wrong-type TypeInvalid limits"]),
        ] as [Row])
    func judgesAmounts(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    /// Enough limits to be looked up in a table.
    private static let many = (0..<20).map { "example.com/r\($0): 1" }.joined(separator: ", ")

    /// A request must name a resource of Kubernetes, or one with a domain.
    @Test(
        arguments: [
            ("{requests: {kubernetes.io/foo: 1}}", []),
            ("{limits: {example.com/gpu: 1}, requests: {example.com/gpu: 1}}", []),
            ("{limits: {example.com/gpu: 1}}", []),
            ("{limits: {gpu: 1}}", ["invalid-resources Invalid limits[gpu]"]),
            ("{limits: {storage: 1Gi}}", ["invalid-resources Invalid limits[storage]"]),
            ("{requests: {CPU: 1}}", ["invalid-resources Invalid requests[CPU]"]),
            ("{requests: {'a b/c': 1}}", ["invalid-resources Invalid requests[a b/c]"]),
            ("{limits: {requests.example.com/gpu: 1}}", ["invalid-resources Invalid limits[requests.example.com/gpu]"]),
            ("{limits: {example.com/gpu: 1500m}}", ["invalid-resources Invalid limits[example.com/gpu]"]),
            ("{limits: {example.com/gpu: 1000m}}", []),
        ] as [Row])
    func judgesNames(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    @Test(
        arguments: [
            ("{requests: {cpu: 1000m}, limits: {cpu: 1}}", []),
            ("{requests: {memory: 1Gi}, limits: {memory: 1073741824}}", []),
            ("{requests: {cpu: 0.0011}, limits: {cpu: 1.1m}}", ["wrong-type TypeInvalid requests[cpu]"]),
            // Kubernetes rounds up to thousandths before the comparison.
            ("{requests: {cpu: 1900u}, limits: {cpu: 1100u}}", []),
            ("{requests: {cpu: 1001m}, limits: {cpu: 1}}", ["invalid-resources Invalid requests[cpu]"]),
            ("{requests: {cpu: 2100u}, limits: {cpu: 1900u}}", ["invalid-resources Invalid requests[cpu]"]),
            ("{requests: {memory: 1Gi}, limits: {memory: 1G}}", ["invalid-resources Invalid requests[memory]"]),
            ("{requests: {memory: '1e50'}, limits: {memory: '9e49'}}", ["invalid-resources Invalid requests[memory]"]),
            (
                "{requests: {cpu: 2, memory: 2Gi}, limits: {cpu: 1, memory: 1Gi}}",
                ["invalid-resources Invalid requests[cpu]", "invalid-resources Invalid requests[memory]"]
            ),
            ("{requests: {example.com/gpu: 999999u}, limits: {example.com/gpu: 1}}", []),
            ("{requests: {example.com/gpu: 1}}", ["invalid-resources Required limits"]),
            // A null limit is missing.
            ("{requests: {example.com/gpu: 1}, limits: {}}", ["invalid-resources Required limits"]),
            (
                "{requests: {example.com/gpu: 1}, limits: {example.com/gpu: null}}",
                ["invalid-resources Required limits"]
            ),
            (
                "{requests: {example.com/gpu: 1}, limits: {\(many), example.com/gpu: null}}",
                ["invalid-resources Required limits"]
            ),
            ("{requests: {example.com/gpu: 1}, limits: {\(many), example.com/gpu: 1}}", []),
            (
                "{requests: {example.com/gpu: 1}, limits: {example.com/gpu: 2}}",
                ["invalid-resources Invalid requests[example.com/gpu]"]
            ),
            // A value that is not a quantity cannot be compared.
            ("{requests: {cpu: 2}, limits: {cpu: x}}", ["invalid-quantity Invalid limits[cpu]"]),
        ] as [Row])
    func comparesRequestsWithLimits(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    @Test(
        arguments: [
            ("{limits: {hugepages-2Mi: 4Mi, memory: 1Gi}}", []),
            ("{limits: {hugepages-2Mi: 4Mi}, requests: {hugepages-2Mi: 4194304, cpu: 1}}", []),
            ("{limits: {hugepages-2Mi: 4Mi}}", ["invalid-resources Forbidden object"]),
            ("{limits: {hugepages-2Mi: 3Mi, cpu: 1}}", ["invalid-resources Invalid limits[hugepages-2Mi]"]),
            ("{limits: {hugepages-x: 2Mi, cpu: 1}}", ["invalid-resources Invalid limits[hugepages-x]"]),
            ("{limits: {hugepages-0: 2Mi, cpu: 1}}", ["invalid-resources Invalid limits[hugepages-0]"]),
            (
                "{requests: {hugepages-2Mi: 2Mi, cpu: 1}, limits: {hugepages-2Mi: 4Mi}}",
                ["invalid-resources Invalid requests[hugepages-2Mi]"]
            ),
            ("{requests: {hugepages-2Mi: 2Mi, cpu: 1}}", ["invalid-resources Required limits"]),
        ] as [Row])
    func judgesHugePages(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    /// Pods of KubeStash cannot claim devices.
    @Test(
        arguments: [
            ("{claims: []}", []),
            ("{claims: [{name: gpu}]}", ["invalid-resources NotFound claims[0]"]),
            ("{claims: [{name: gpu, request: one}]}", ["invalid-resources NotFound claims[0]"]),
            (
                "{claims: [{name: gpu, request: A_b}]}",
                ["invalid-resources NotFound claims[0]", "invalid-name Invalid claims[0].request"]
            ),
            (
                "{claims: [{name: a}, {name: a}]}",
                [
                    "invalid-resources NotFound claims[0]", "invalid-resources NotFound claims[1]",
                    "duplicate-name Duplicate claims[1].name",
                ]
            ),
        ] as [Row])
    func refusesClaims(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    /// Many resources are found by name as reliably as few.
    @Test func findsLimitsAmongMany() throws {
        let names = (0..<500).map { "example.com/r\($0)" }
        let limits = names.map { "\($0): 2" }.joined(separator: ", ")
        let requests = names.reversed().map { "\($0): \($0 == "example.com/r77" ? 1 : 2)" }.joined(separator: ", ")
        #expect(
            try findings("{limits: {\(limits)}, requests: {\(requests)}}", as: .resourceRequirements) == [
                "invalid-resources Invalid requests[example.com/r77]"
            ])
    }
}
