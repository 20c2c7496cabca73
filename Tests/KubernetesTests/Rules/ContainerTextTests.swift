import TestSupport
import Testing

@testable import Kubernetes

/// Capabilities that no runtime knows, and variables that hide others; Kubernetes accepts both.
@Suite struct ContainerTextTests {
    @Test(
        arguments: [
            ("{add: [SYS_ADMIN, NET_RAW], drop: [ALL]}", []), ("{drop: [all], add: [net_raw]}", []),
            (
                "{add: [CAP_CHOWN], drop: [cap_kill]}",
                ["~unlikely-capability Invalid add[0]", "~unlikely-capability Invalid drop[0]"]
            ),
            ("{add: [SYS_ADMN]}", ["~unlikely-capability Invalid add[0]"]),
            // A capability of a newer kernel, and what is no text.
            ("{add: [QUANTUM_TUNNEL]}", []), ("{add: ['']}", []), ("{add: [5]}", ["wrong-type TypeInvalid add[0]"]),
        ] as [Row])
    func capabilities(_ row: Row) throws {
        let found = try findings("{capabilities: \(row.yaml)}", as: .securityContext)
        #expect(found.map { $0.replacing("capabilities.", with: "") } == row.found)
    }

    @Test(
        arguments: [
            ("[{name: A}, {name: B}]", []), ("[{name: A, value: a}]", []),
            ("[{name: A}, {name: B}, {name: A}]", ["~hidden-variable Duplicate env[2].name"]),
            ("[{name: A}, {name: A, value: '$(A)'}]", ["~hidden-variable Duplicate env[1].name"]),
            ("[{name: A}, {name: A, value: '$(B)'}]", ["~hidden-variable Duplicate env[1].name"]),
            (
                "[{name: A}, {name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]",
                ["~hidden-variable Duplicate env[1].name"]
            ),
            // Case tells names apart, and a value may be made of the earlier one.
            ("[{name: A}, {name: a}]", []), ("[{name: A}, {name: A, value: '$(A):b'}]", []),
            (
                "[{name: ''}, {name: ''}]",
                ["required-field Required env[0].name", "required-field Required env[1].name"]
            ),
        ] as [Row])
    func variables(_ row: Row) throws {
        #expect(try findings("{env: \(row.yaml)}", as: .containerRuntimeSettings) == row.found)
        #expect(try findings("{env: \(row.yaml)}", as: .podSpec) == row.found)
    }

    @Test(
        arguments: [
            ("''", []), ("Memory", []), ("HugePages", []), ("HugePages-1Gi", []), ("'${medium}'", []),
            ("memory", ["~invalid-volume NotSupported medium"]), ("SSD", ["~invalid-volume NotSupported medium"]),
            ("5", ["wrong-type TypeInvalid medium"]),
        ] as [Row])
    func media(_ row: Row) throws {
        #expect(try findings("{medium: \(row.yaml)}", as: .emptyDirVolume) == row.found)
    }
}
