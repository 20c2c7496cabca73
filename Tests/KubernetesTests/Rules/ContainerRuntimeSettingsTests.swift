import TestSupport
import Testing

@testable import Kubernetes

/// Priorities must be in the ranges of Linux.
@Suite struct ContainerRuntimeSettingsTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{nice: {adjustment: -20}, ionice: {class: 2, classData: 7}}", []),
            ("{nice: {adjustment: 19}, ionice: {class: 1, classData: 0}}", []),
            ("{nice: {}, ionice: {class: 3}}", []),
            ("{nice: {adjustment: -21}}", ["out-of-range Invalid nice.adjustment"]),
            ("{nice: {adjustment: 20}}", ["out-of-range Invalid nice.adjustment"]),
            ("{nice: {adjustment: high}}", ["wrong-type TypeInvalid nice.adjustment"]),
            ("{ionice: {class: 4}}", ["out-of-range Invalid ionice.class"]),
            ("{ionice: {class: -1}}", ["out-of-range Invalid ionice.class"]),
            ("{ionice: {class: 2, classData: 8}}", ["out-of-range Invalid ionice.classData"]),
            ("{ionice: {class: 2, classData: -1}}", ["out-of-range Invalid ionice.classData"]),
            ("{ionice: {class: 3, classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {class: 0, classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {class: x, classData: 4}}", ["wrong-type TypeInvalid ionice.class"]),
            ("{securityContext: {runAsUser: -1}}", ["out-of-range Invalid securityContext.runAsUser"]),
            ("{resources: {limits: {cpu: -1}}}", ["invalid-resources Invalid resources.limits[cpu]"]),
            ("{livenessProbe: {}}", ["invalid-probe Required livenessProbe"]),
            ("{envFrom: [{}]}", ["invalid-env Invalid envFrom[0]"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .containerRuntimeSettings) == row.found)
    }
}
