import KubeStash
import TestSupport
import Testing

/// An executor without mistakes.
private let pod = "executor: {type: Pod, pod: {selector: app=mysql}}"

/// HookTemplates are judged as KubeStash's webhook means to, and beyond.
@Suite struct HookTemplateTests {
    @Test(
        arguments: [
            // The form of public manifests.
            ("{\(pod), action: {exec: {command: [/bin/sh, -c, mysqldump]}}, params: [{name: a}]}", []),
            ("{executor: {type: Operator}, action: {httpGet: {host: a.b, port: 80, scheme: https, path: /x}}}", []),
            ("{executor: {type: Function, function: {name: run, env: [{name: A, value: b}]}}}", []),
            // An action of a Function is not looked at by anybody, so it may be empty.
            ("{executor: {type: Function, function: {name: run}}, action: {}}", []),
            ("{}", ["required-field Required spec.executor"]),
            // Upstream accepts an executor without a type.
            ("{executor: {}, action: {exec: {command: [a]}}}", ["required-field Required spec.executor.type"]),
            ("{executor: {type: pod}}", ["unsupported-value NotSupported spec.executor.type"]),
            ("{executor: {type: Function}}", ["invalid-executor Required spec.executor.function"]),
            // Upstream accepts a Function without a name.
            (
                "{executor: {type: Function, function: {name: pvc-backups}}}",
                ["~unknown-function NotFound spec.executor.function.name"]
            ),
            ("{executor: {type: Function, function: {}}}", ["required-field Required spec.executor.function.name"]),
            (
                "{executor: {type: Pod}}",
                ["invalid-hook-action Required spec.action", "invalid-executor Required spec.executor.pod"]
            ),
            (
                "{executor: {type: Pod, pod: {selector: ''}}, action: {exec: {command: [a]}}}",
                ["invalid-executor Required spec.executor.pod.selector"]
            ),
            (
                "{executor: {type: Pod, pod: {}}, action: {exec: {command: [a]}}}",
                ["invalid-executor Required spec.executor.pod.selector"]
            ),
            ("{executor: {type: Operator}}", ["invalid-hook-action Required spec.action"]),
            // To upstream, an empty action is one, and two are as good as one.
            ("{\(pod), action: {}}", ["invalid-hook-action Required spec.action"]),
            ("{\(pod), action: {containerName: a}}", ["invalid-hook-action Required spec.action"]),
            (
                "{\(pod), action: {exec: {command: [a]}, tcpSocket: {port: 1}}}",
                ["invalid-hook-action Forbidden spec.action.tcpSocket"]
            ),
            // The operator has no container.
            (
                "{executor: {type: Operator}, action: {exec: {command: [a]}}}",
                ["invalid-hook-action Forbidden spec.action.exec"]
            ),
            ("{\(pod), action: {exec: {}}}", ["required-field Required spec.action.exec.command"]),
            ("{\(pod), action: {httpPost: {path: /}}}", ["required-field Required spec.action.httpPost.port"]),
            (
                "{\(pod), action: {httpPost: {port: 80, httpHeaders: [{name: a b, value: c}, {name: d}]}}}",
                [
                    "invalid-name Invalid spec.action.httpPost.httpHeaders[0].name",
                    "required-field Required spec.action.httpPost.httpHeaders[1].value",
                ]
            ),
            // Nothing but Go's HTTP client looks at these: all of them work.
            (
                "{\(pod), action: {httpPost: {port: '8080', scheme: http, httpHeaders: [{name: X_Key.1, value: ''}]}}}",
                []
            ),
            ("{\(pod), action: {httpGet: {port: 0}}}", ["out-of-range Invalid spec.action.httpGet.port"]),
            // The documented owner has no uid, and Kubernetes refuses it.
            (
                """
                {executor: {type: Pod, pod: {selector: a=b, owner: {apiVersion: apps/v1, kind: StatefulSet, name: c}}},
                action: {exec: {command: [a]}}}
                """, ["required-field Required spec.executor.pod.owner.uid"]
            ),
            (
                "{executor: {type: Pod, pod: {selector: a=b, strategy: All}}, action: {exec: {command: [a]}}}",
                ["unsupported-value NotSupported spec.executor.pod.strategy"]
            ),
            (
                "{executor: {type: Function, function: {name: a}, pod: {selector: a=b}}}",
                ["~no-effect Invalid spec.executor.pod"]
            ),
            (
                "{executor: {type: Operator, function: {name: a}}, action: {tcpSocket: {host: a, port: 1}}}",
                ["~no-effect Invalid spec.executor.function"]
            ),
            // A Function does its own work.
            (
                "{executor: {type: Function, function: {name: a}}, action: {exec: {command: [a]}}}",
                ["~no-effect Invalid spec.action"]
            ),
            ("{executor: {type: Function, function: {name: a}}, action: {}}", []),
            // A port's name is that of a container.
            (
                "{\(pod), action: {tcpSocket: {port: mysql}}}",
                ["~unresolved-address Required spec.action.containerName"]
            ),
            ("{\(pod), action: {tcpSocket: {port: mysql}, containerName: db}}", []),
            (
                "{executor: {type: Operator}, action: {httpGet: {host: a, port: web}, containerName: b}}",
                [
                    "~unresolved-address Invalid spec.action.httpGet.port",
                    "~no-effect Invalid spec.action.containerName",
                ]
            ),
            // No container has a port of this name.
            (
                "{\(pod), action: {httpGet: {port: HTTP}, containerName: db}}",
                ["~unresolved-address Invalid spec.action.httpGet.port"]
            ),
            (
                "{executor: {type: Operator}, action: {httpPost: {host: 'a.example:443', port: 443}}}",
                ["~unresolved-address Invalid spec.action.httpPost.host"]
            ),
            ("{executor: {type: Operator}, action: {tcpSocket: {host: '::1', port: 443}}}", []),
            ("{executor: {type: Operator}, action: {tcpSocket: {host: '${host}', port: 443}}}", []),
            (
                "{executor: {type: Function, function: {name: a, env: [{name: A}, {name: A, value: b}]}}}",
                ["~hidden-variable Duplicate spec.executor.function.env[1].name"]
            ),
            (
                "{executor: {type: Operator}, action: {tcpSocket: {port: 80}}}",
                ["~unresolved-address Required spec.action.tcpSocket.host"]
            ),
            (
                "{\(pod), action: {exec: {command: [a]}}, params: [{name: a}, {}, {name: a, required: true, default: b}]}",
                [
                    "required-field Required spec.params[1].name",
                    "duplicate-name Duplicate spec.params[2].name",
                    "~no-effect Invalid spec.params[2].default",
                ]
            ),
            // An empty default is none.
            ("{\(pod), action: {exec: {command: [a]}}, params: [{name: a, required: true, default: ''}]}", []),
            (
                "{\(pod), action: {exec: {command: [a]}}, usagePolicy: {allowedNamespaces: {from: Selector}}}",
                ["missing-namespace-selector Required spec.usagePolicy.allowedNamespaces.selector"]
            ),
            // The variables of the hook replace these, and their values are not known.
            (
                """
                {executor: {type: Pod, pod: {selector: "app=${name}"}}, action: {containerName: "${Container}", tcpSocket:
                {port: "${port}"}}}
                """, []
            ),
            ("{executor: {type: Function, function: {name: '${Function}'}}}", []),
            // The API server reads an enum before any variable is replaced.
            ("{executor: {type: '${type}'}}", ["unsupported-value NotSupported spec.executor.type"]),
            // No container has such a name.
            (
                "{\(pod), action: {containerName: My_DB, exec: {command: [a]}}}",
                ["invalid-name Invalid spec.action.containerName"]
            ),
            (
                "{executor: {type: Operator}, action: {httpPost: {host: 'https://a.example/x', port: 443}}}",
                ["~unresolved-address Invalid spec.action.httpPost.host"]
            ),
            (
                "{executor: {type: Operator}, action: {tcpSocket: {host: 'tcp://a.example', port: 443}}}",
                ["~unresolved-address Invalid spec.action.tcpSocket.host"]
            ),
            // The hook gives the variable a value, which may be a number or a name.
            ("{executor: {type: Operator}, action: {httpGet: {host: a.example, port: '${PORT}'}}}", []),
            ("{\(pod), action: {tcpSocket: {port: '${PORT}'}}}", []),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(inSpec: row.yaml, of: HookTemplate.kind) == row.found)
    }

    /// The message names where a field went, or that it does not exist.
    @Test(arguments: [
        (
            "{\(pod), action: {exec: {command: [a]}}, timeout: 30s}",
            "spec.timeout: Invalid value: \"30s\": unknown field; the hook that uses the template has it, in sessions[].hooks.preBackup[].timeout"
        ),
        (
            "{\(pod), action: {httpPost: {port: 1, headers: {}}}}",
            "spec.action.httpPost.headers: Invalid value: {}: unknown field; they are httpHeaders, a list with name and value"
        ),
        (
            "{\(pod), action: {exec: {command: [a], container: db}}}",
            "spec.action.exec.container: Invalid value: \"db\": unknown field; it belongs beside exec, as action.containerName"
        ),
        (
            "{\(pod), action: {exec: {command: [a]}, onError: Fail}}",
            "spec.action.onError: Invalid value: \"Fail\": unknown field; KubeStash has no such field"
        ),
        (
            "{executor: {type: Pod, selector: a=b, pod: {selector: a=b}}, action: {exec: {command: [a]}}}",
            "spec.executor.selector: Invalid value: \"a=b\": unknown field; it belongs under pod, as pod.selector"
        ),
        (
            "{executor: {type: Pod, pod: {selector: a=b, container: c}}, action: {exec: {command: [a]}}}",
            "spec.executor.pod.container: Invalid value: \"c\": unknown field; it is action.containerName"
        ),
    ])
    func knowsFormerFields(_ spec: String, _ message: String) throws {
        #expect(try messages(inSpec: spec, of: HookTemplate.kind) == [message])
    }

    /// KubeStash fills in the same values.
    @Test(
        arguments: [
            ("{executor: {type: Operator}}", ["/spec/usagePolicy {\"allowedNamespaces\":{\"from\":\"Same\"}}"]),
            (
                "{usagePolicy: {allowedNamespaces: {from: All}}, executor: {pod: {}}}",
                ["/spec/executor/pod/strategy \"ExecuteOnOne\""]
            ),
            ("{usagePolicy: {}}", ["/spec/usagePolicy/allowedNamespaces {\"from\":\"Same\"}"]),
        ] as [(String, [String])])
    func completes(_ spec: String, _ expected: [String]) throws {
        #expect(try additions(toSpec: spec, of: HookTemplate.kind) == expected)
    }

    /// The words of the rules.
    @Test(arguments: [
        ("{executor: {type: Pod}, action: {exec: {command: [a]}}}", "an executor of type Pod needs it"),
        (
            "{executor: {type: Pod, pod: {}}, action: {exec: {command: [a]}}}",
            "it says in which Pods the action is carried out"
        ),
        (
            "{executor: {type: Operator}, action: {exec: {command: [a]}}}",
            "the operator has no container to run a command in: the type of the executor must be Pod"
        ),
        ("{\(pod), action: {tcpSocket: {port: mysql}}}", "it says which container has the port \"mysql\""),
        (
            "{executor: {type: Operator}, action: {httpGet: {host: 'http://a', port: 80}}}",
            "\"http://a\": must be a host alone: the rest of an address belongs in scheme, port and path"
        ),
        (
            "{executor: {type: Operator}, action: {tcpSocket: {host: a/b, port: 80}}}",
            "\"a/b\": must be a host alone, without a scheme and a port"
        ),
        (
            "{executor: {type: Operator}, action: {httpGet: {host: a, port: web}}}",
            "\"web\": must be a number: the operator has no container in which ports have names"
        ),
        (
            "{executor: {type: Operator}, action: {tcpSocket: {port: 80}}}",
            "the operator has no Pod whose address it could take instead"
        ),
        (
            "{executor: {type: Operator, pod: {}}, action: {tcpSocket: {host: a, port: 1}}}",
            "has no effect unless the executor's type is Pod"
        ),
        (
            "{\(pod), action: {exec: {command: [a]}}, params: [{name: a, required: true, default: b}]}",
            "has no effect: the parameter is required, so users give a value in any case"
        ),
    ])
    func explains(_ spec: String, _ message: String) throws {
        let found = try messages(inSpec: spec, of: HookTemplate.kind)
        #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
    }
}
