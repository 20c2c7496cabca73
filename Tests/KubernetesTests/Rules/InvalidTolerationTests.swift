import TestSupport
import Testing

@testable import Kubernetes

/// Tolerations are refused exactly if Kubernetes refuses them.
@Suite struct InvalidTolerationTests {
    @Test(
        arguments: [
            ("{operator: Exists}", []),
            ("{operator: Exists, effect: NoSchedule}", []),
            ("{key: example.com/gpu, operator: Exists}", []),
            ("{key: a, value: b}", []),
            ("{key: a, operator: Equal, value: '', effect: ''}", []),
            ("{key: a, operator: '', value: b, effect: PreferNoSchedule}", []),
            ("{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 300}", []),
            // Kubernetes takes a negative time for zero.
            ("{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: -1}", []),
            // A wrong type is one mistake, not several.
            ("{key: 5, value: b}", ["wrong-type TypeInvalid key"]),
            ("{key: a, operator: 5}", ["wrong-type TypeInvalid operator"]),
            ("{key: a, effect: 5, tolerationSeconds: 3}", ["wrong-type TypeInvalid effect"]),
            ("{}", ["invalid-toleration Invalid operator"]),
            ("{operator: Equal}", ["invalid-toleration Invalid operator"]),
            ("{value: b}", ["invalid-toleration Invalid operator"]),
            ("{key: null, operator: ''}", ["invalid-toleration Invalid operator"]),
            ("{key: 'a b', operator: Exists}", ["invalid-label Invalid key"]),
            ("{key: a/b/c}", ["invalid-label Invalid key"]),
            ("{key: a, operator: Gt, value: '5'}", ["unsupported-value NotSupported operator"]),
            ("{key: a, operator: exists}", ["unsupported-value NotSupported operator"]),
            ("{key: a, operator: Exists, value: b}", ["invalid-toleration Invalid operator"]),
            ("{key: a, value: 'b c'}", ["invalid-label Invalid value"]),
            ("{key: a, effect: NoRun}", ["unsupported-value NotSupported effect"]),
            ("{key: a, effect: NoSchedule, tolerationSeconds: 5}", ["invalid-toleration Invalid effect"]),
            ("{key: a, tolerationSeconds: 5}", ["invalid-toleration Invalid effect"]),
            ("{key: a, effect: NoExecute, tolerationSeconds: 1.5}", ["wrong-type TypeInvalid tolerationSeconds"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .toleration) == row.found)
    }
}
