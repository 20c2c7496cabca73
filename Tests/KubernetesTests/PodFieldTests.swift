import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Fields of Pods that a single format or choice describes.
@Suite struct PodFieldTests {
    @Test(
        arguments: [
            (
                "{nodeSelector: {kubernetes.io/os: linux}, serviceAccountName: '', priorityClassName: a.b, schedulerName: 'a b'}",
                []
            ),
            ("{runtimeClassName: gvisor, enableServiceLinks: false}", []),
            ("{nodeSelector: {a b: c}}", ["invalid-label Invalid nodeSelector[a b]"]),
            ("{nodeSelector: {a: b/c}}", ["invalid-label Invalid nodeSelector[a]"]),
            ("{serviceAccountName: Bad_Name}", ["invalid-name Invalid serviceAccountName"]),
            ("{priorityClassName: 'a b'}", ["invalid-name Invalid priorityClassName"]),
            ("{runtimeClassName: ''}", ["invalid-name Invalid runtimeClassName"]),
            ("{runtimeClassName: A}", ["invalid-name Invalid runtimeClassName"]),
            ("{tolerations: [{}]}", ["invalid-toleration Invalid tolerations[0].operator"]),
            ("{tolerations: [null]}", ["wrong-type TypeInvalid tolerations[0]"]),
            (
                "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}}",
                [
                    "required-field Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
                ]
            ),
        ] as [Row])
    func judgesBothKindsOfPods(_ row: Row) throws {
        for type in [ObjectType.podSpec, ObjectType.podRuntimeSettings] {
            #expect(try findings(row.yaml, as: type) == row.found)
        }
    }

    @Test(
        arguments: [
            ("{nodeName: node-1.example.com, automountServiceAccountToken: false}", []),
            ("{readinessGates: [{conditionType: example.com/ready}]}", []),
            ("{nodeName: Node_1}", ["invalid-name Invalid nodeName"]),
            ("{readinessGates: [{conditionType: 'a b'}]}", ["invalid-name Invalid readinessGates[0].conditionType"]),
            ("{readinessGates: [{}]}", ["required-field Required readinessGates[0].conditionType"]),
            ("{podLabels: {a: b c}}", ["invalid-label Invalid podLabels[a]"]),
            ("{podAnnotations: {a b: c}}", ["invalid-label Invalid podAnnotations[a b]"]),
            ("{serviceAccountAnnotations: {a b: c}}", ["invalid-label Invalid serviceAccountAnnotations[a b]"]),
        ] as [Row])
    func judgesRuntimeSettings(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podRuntimeSettings) == row.found)
    }

    @Test(
        arguments: [
            ("{runAsUser: 0, runAsGroup: 2147483647, fsGroup: 1, supplementalGroups: [0, 5], runAsNonRoot: true}", []),
            ("{fsGroupChangePolicy: Always, supplementalGroupsPolicy: Strict, seLinuxChangePolicy: Recursive}", []),
            ("{seLinuxOptions: {level: 's0:c1,c2'}}", []),
            ("{runAsUser: -1}", ["out-of-range Invalid runAsUser"]),
            ("{runAsGroup: 2147483648}", ["out-of-range Invalid runAsGroup"]),
            ("{fsGroup: -1}", ["out-of-range Invalid fsGroup"]),
            ("{supplementalGroups: [1, -1]}", ["out-of-range Invalid supplementalGroups[1]"]),
            ("{fsGroupChangePolicy: Never}", ["unsupported-value NotSupported fsGroupChangePolicy"]),
            ("{supplementalGroupsPolicy: ''}", ["unsupported-value NotSupported supplementalGroupsPolicy"]),
            ("{seLinuxChangePolicy: MountOption}", ["unsupported-value NotSupported seLinuxChangePolicy"]),
            ("{seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: Localhost, localhostProfile: a}}", []),
            ("{seccompProfile: {type: Custom}}", ["unsupported-value NotSupported seccompProfile.type"]),
            ("{appArmorProfile: {}}", ["required-field Required appArmorProfile.type"]),
        ] as [Row])
    func judgesSecurityContexts(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSecurityContext) == row.found)
    }
}
