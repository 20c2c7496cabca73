import TestSupport
import Testing

@testable import Kubernetes

/// An init container must be one that Kubernetes runs.
@Suite struct InvalidContainerTests {
    @Test(
        arguments: [
            ("{name: a, image: busybox}", []),
            ("{name: a, image: b, args: [x], command: [], stdin: true, tty: true, workingDir: /}", []),
            ("{name: a, image: b, imagePullPolicy: '', terminationMessagePolicy: ''}", []),
            ("{name: a, image: b, imagePullPolicy: Never, terminationMessagePolicy: FallbackToLogsOnError}", []),
            ("{image: b}", ["required-field Required name"]),
            ("{name: A, image: b}", ["invalid-name Invalid name"]),
            ("{name: a.b, image: b}", ["invalid-name Invalid name"]),
            ("{name: a}", ["required-field Required image"]),
            ("{name: a, image: ''}", ["required-field Required image"]),
            ("{name: a, image: ' b'}", ["invalid-container Invalid image"]),
            ("{name: a, image: 'b '}", ["invalid-container Invalid image"]),
            ("{name: a, image: b, imagePullPolicy: always}", ["unsupported-value NotSupported imagePullPolicy"]),
            (
                "{name: a, image: b, terminationMessagePolicy: Log}",
                ["unsupported-value NotSupported terminationMessagePolicy"]
            ),
            ("{name: a, image: b, stdin: 'yes'}", ["wrong-type TypeInvalid stdin"]),
            ("{name: a, image: b, args: [5]}", ["wrong-type TypeInvalid args[0]"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .container) == row.found)
    }

    /// Only a container that runs beside the main one can have a lifecycle and probes.
    @Test(arguments: ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
    func judgesSidecars(_ field: String) throws {
        let value = field == "lifecycle" ? "{}" : "{tcpSocket: {port: 1}}"
        for policy in ["restartPolicy: null", "restartPolicy: Never", "restartPolicy: OnFailure"] {
            #expect(
                try findings("{name: a, image: b, \(policy), \(field): \(value)}", as: .container) == [
                    "invalid-container Forbidden \(field)"
                ])
        }
        #expect(
            try findings("{name: a, image: b, restartPolicy: Always, \(field): \(value)}", as: .container)
                == [])
    }

    @Test(
        arguments: [
            ("restartPolicy: Always", []),
            ("restartPolicy: always", ["unsupported-value NotSupported restartPolicy"]),
            ("restartPolicy: ''", ["unsupported-value NotSupported restartPolicy"]),
            (
                "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]",
                []
            ),
            ("restartPolicyRules: []", []),
            (
                "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]",
                ["invalid-container Required restartPolicy"]
            ),
            (
                "restartPolicy: Never, restartPolicyRules: [{action: Stop, exitCodes: {operator: Is}}]",
                [
                    "unsupported-value NotSupported restartPolicyRules[0].action",
                    "unsupported-value NotSupported restartPolicyRules[0].exitCodes.operator",
                ]
            ),
            (
                "restartPolicy: Never, restartPolicyRules: [{}]",
                [
                    "required-field Required restartPolicyRules[0].action",
                    "required-field Required restartPolicyRules[0].exitCodes",
                ]
            ),
            (
                "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1, 1]}}]",
                ["invalid-container Duplicate restartPolicyRules[0].exitCodes.values[1]"]
            ),
            ("resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]", []),
            ("restartPolicy: Always, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]", []),
            (
                "resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]",
                ["invalid-container Invalid resizePolicy[0].restartPolicy"]
            ),
            (
                "resizePolicy: [{resourceName: gpu, restartPolicy: Never}]",
                [
                    "unsupported-value NotSupported resizePolicy[0].resourceName",
                    "unsupported-value NotSupported resizePolicy[0].restartPolicy",
                ]
            ),
            (
                "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}]",
                ["duplicate-name Duplicate resizePolicy[1].resourceName"]
            ),
        ] as [Row])
    func judgesPolicies(_ row: Row) throws {
        #expect(try findings("{name: a, image: b, \(row.yaml)}", as: .container) == row.found)
    }

    @Test func countsRulesAndCodes() throws {
        let rule = "{action: Restart, exitCodes: {operator: In, values: [1]}}"
        for (count, found) in [(20, []), (21, ["invalid-container Invalid restartPolicyRules"])] {
            let rules = Array(repeating: rule, count: count).joined(separator: ", ")
            #expect(
                try findings(
                    "{name: a, image: b, restartPolicy: Never, restartPolicyRules: [\(rules)]}",
                    as: .container) == found)
        }
        for (count, found) in [(255, []), (256, ["invalid-container Invalid restartPolicyRules[0].exitCodes.values"])] {
            let codes = (0..<count).map(String.init).joined(separator: ", ")
            #expect(
                try findings(
                    "{name: a, image: b, restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [\(codes)]}}]}",
                    as: .container) == found)
        }
    }

    @Test(
        arguments: [
            ("[{containerPort: 80}, {containerPort: 80, protocol: UDP}]", []),
            ("[{containerPort: 65535, hostPort: 0, name: web, protocol: ''}]", []),
            ("[{containerPort: 1, hostPort: 1}, {containerPort: 2, hostPort: 1, hostIP: 127.0.0.1}]", []),
            ("[{}]", ["required-field Required ports[0].containerPort"]),
            ("[{containerPort: 0}]", ["invalid-container Required ports[0].containerPort"]),
            ("[{containerPort: -1}]", ["out-of-range Invalid ports[0].containerPort"]),
            ("[{containerPort: 65536}]", ["out-of-range Invalid ports[0].containerPort"]),
            ("[{containerPort: http}]", ["wrong-type TypeInvalid ports[0].containerPort"]),
            ("[{containerPort: 1, hostPort: 65536}]", ["out-of-range Invalid ports[0].hostPort"]),
            ("[{containerPort: 1, hostPort: -1}]", ["out-of-range Invalid ports[0].hostPort"]),
            ("[{containerPort: 1, name: '80'}]", ["invalid-name Invalid ports[0].name"]),
            ("[{containerPort: 1, name: a-name-too-long-for-it}]", ["invalid-name Invalid ports[0].name"]),
            ("[{containerPort: 1, protocol: tcp}]", ["unsupported-value NotSupported ports[0].protocol"]),
            ("[{containerPort: 1, name: a}, {containerPort: 2, name: a}]", ["duplicate-name Duplicate ports[1].name"]),
            (
                "[{containerPort: 1, protocol: TCP}, {containerPort: 1, protocol: TCP}]",
                ["duplicate-name Duplicate ports[1]"]
            ),
            ("[{containerPort: 1}, {containerPort: 1, protocol: TCP}]", ["duplicate-name Duplicate ports[1]"]),
            (
                "[{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9, protocol: TCP}]",
                ["invalid-container Duplicate ports[1].hostPort"]
            ),
        ] as [Row])
    func judgesPorts(_ row: Row) throws {
        #expect(try findings("{name: a, image: b, ports: \(row.yaml)}", as: .container) == row.found)
    }
}
