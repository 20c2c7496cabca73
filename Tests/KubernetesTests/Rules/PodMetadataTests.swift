import TestSupport
import Testing

@testable import Kubernetes

/// Labels and annotations of a Pod's template, and the settings that Kubernetes reads from them.
@Suite struct PodMetadataTests {
    @Test(
        arguments: [
            ("{metadata: {}, controller: {}, spec: {}}", []),
            ("{metadata: {labels: {app: web, a: ''}, annotations: {Example.com/a: anything at all, b: ''}}}", []),
            ("{metadata: {labels: {a b: c}}}", ["invalid-label Invalid metadata.labels[a b]"]),
            ("{metadata: {labels: {a: b c}}}", ["invalid-label Invalid metadata.labels[a]"]),
            (
                "{metadata: {labels: {a b: c d}}}",
                ["invalid-label Invalid metadata.labels[a b]", "invalid-label Invalid metadata.labels[a b]"]
            ),
            ("{controller: {labels: {a: -b}}}", ["invalid-label Invalid controller.labels[a]"]),
            ("{metadata: {annotations: {a b: c}}}", ["invalid-label Invalid metadata.annotations[a b]"]),
            ("{controller: {annotations: {a/b/c: d}}}", ["invalid-label Invalid controller.annotations[a/b/c]"]),
            ("{metadata: {labels: []}}", ["wrong-type TypeInvalid metadata.labels"]),
            ("{metadata: {labels: {a: b, c/d: true}}}", ["wrong-type TypeInvalid metadata.labels[c/d]"]),
            ("{metadata: {annotations: {a: 5}}}", ["wrong-type TypeInvalid metadata.annotations[a]"]),
        ] as [Row])
    func judgesSpelling(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podTemplateSpec) == row.found)
    }

    /// Exactly 262144 bytes of keys and values, and one more.
    @Test func limitsAnnotations() throws {
        let text = String(repeating: "a", count: 262_143)
        #expect(try findings("{annotations: {a: \(text)}}", as: .objectMeta) == [])
        #expect(
            try findings("{annotations: {ab: \(text)}}", as: .objectMeta)
                == ["annotations-too-large Invalid annotations"])
        #expect(
            try findings(
                "{podAnnotations: {ab: \(text)}, serviceAccountAnnotations: {ab: \(text)}}",
                as: .podRuntimeSettings)
                == [
                    "annotations-too-large Invalid podAnnotations",
                    "annotations-too-large Invalid serviceAccountAnnotations",
                ])
    }

    /// The labels that a Job sets itself are refused in templates; its controller may have them.
    @Test(arguments: [
        "job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid",
    ])
    func reservesLabels(_ label: String) throws {
        #expect(
            try findings("{metadata: {labels: {\(label): a, b: c}}}", as: .podTemplateSpec)
                == ["reserved-label Invalid metadata.labels[\(label)]"])
        #expect(try findings("{controller: {labels: {\(label): a}}}", as: .podTemplateSpec) == [])
        #expect(
            try findings("{podLabels: {\(label): a}}", as: .podRuntimeSettings)
                == ["reserved-label Invalid podLabels[\(label)]"])
    }

    @Test(arguments: [
        (
            "controller.kubernetes.io/pod-deletion-cost", ["0", "-5", "2147483647", "-0", "-05"],
            ["", "+1", "05", "1.5", "a", "2147483648", "00", "-"]
        ),
        (
            "scheduler.alpha.kubernetes.io/tolerations",
            ["", "null", "[]", #"[{"key":"a","operator":"Exists"}]"#],
            ["a", "{}", "[{}]", #"[{"key":"a","effect":"b"}]"#, "[5]"]
        ),
        (
            "seccomp.security.alpha.kubernetes.io/pod",
            ["runtime/default", "docker/default", "unconfined", "localhost/a/b.json"],
            ["", "default", "localhost//a", "localhost/../a", "localhost/a/.."]
        ),
        (
            "container.seccomp.security.alpha.kubernetes.io/main", ["runtime/default", "localhost/a"],
            ["RuntimeDefault", "localhost/../a"]
        ),
        (
            "container.apparmor.security.beta.kubernetes.io/main",
            ["", "runtime/default", "unconfined", "localhost/a"],
            ["Unconfined", "a"]
        ),
        ("example.com/tolerations", ["anything"], []),
    ])
    func readsAnnotations(_ key: String, good: [String], bad: [String]) throws {
        for text in good {
            #expect(
                try findings("{podAnnotations: {\(key): '\(text)'}}", as: .podRuntimeSettings) == [],
                "\(text)")
        }
        for text in bad {
            #expect(
                try findings("{metadata: {annotations: {\(key): '\(text)'}}}", as: .podTemplateSpec)
                    == ["invalid-pod-annotation Invalid metadata.annotations[\(key)]"], "\(text)")
        }
    }

    /// Mirror Pods already have a node.
    @Test func requiresANodeForMirrorPods() throws {
        let annotation = "podAnnotations: {kubernetes.io/config.mirror: a}"
        #expect(try findings("{\(annotation), nodeName: node}", as: .podRuntimeSettings) == [])
        #expect(
            try findings("{\(annotation)}", as: .podRuntimeSettings)
                == ["invalid-pod-annotation Invalid podAnnotations[kubernetes.io/config.mirror]"])
    }

    private static let context = "spec.securityContext.seccompProfile"

    @Test(arguments: [
        ("runtime/default", "{type: RuntimeDefault}", []),
        // An unknown type is reported once.
        ("runtime/default", "{type: Custom}", ["unsupported-value NotSupported \(context).type"]),
        ("docker/default", "{type: RuntimeDefault}", []),
        ("localhost/a.json", "{type: Localhost, localhostProfile: a.json}", []),
        ("unconfined", "{type: Unconfined}", []),
        ("unconfined", "{type: RuntimeDefault}", ["profile-mismatch Forbidden \(context).type"]),
        ("runtime/default", "{type: Unconfined}", ["profile-mismatch Forbidden \(context).type"]),
        ("runtime/default", "{type: Localhost, localhostProfile: a}", ["profile-mismatch Forbidden \(context).type"]),
        (
            "localhost/b", "{type: Localhost, localhostProfile: a}",
            ["profile-mismatch Forbidden \(context).localhostProfile"]
        ),
    ])
    func comparesProfiles(_ annotation: String, _ profile: String, _ found: [String]) throws {
        let yaml = """
            {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: \(annotation)}},
             spec: {securityContext: {seccompProfile: \(profile)}}}
            """
        #expect(try findings(yaml, as: .podTemplateSpec) == found)
        // The settings of a hook's Pod have both in one object.
        let settings = """
            {podAnnotations: {seccomp.security.alpha.kubernetes.io/pod: \(annotation)},
             securityContext: {seccompProfile: \(profile)}}
            """
        #expect(
            try findings(settings, as: .podRuntimeSettings)
                == found.map { $0.replacing("spec.security", with: "security") })
    }

    private static let initContext = "spec.initContainers[0].securityContext"

    /// Init containers have names, so their annotations can be compared; they also inherit a Pod's AppArmor profile.
    @Test(arguments: [
        ("seccomp.security.alpha", "{}", "{seccompProfile: {type: RuntimeDefault}}", "runtime/default", nil),
        (
            "seccomp.security.alpha", "{}", "{seccompProfile: {type: RuntimeDefault}}", "unconfined",
            "\(initContext).seccompProfile.type"
        ),
        ("seccomp.security.alpha", "{seccompProfile: {type: Unconfined}}", "{}", "runtime/default", nil),
        ("apparmor.security.beta", "{}", "{appArmorProfile: {type: Unconfined}}", "unconfined", nil),
        (
            "apparmor.security.beta", "{}", "{appArmorProfile: {type: Localhost, localhostProfile: a}}", "localhost/b",
            "\(initContext).appArmorProfile.localhostProfile"
        ),
        (
            "apparmor.security.beta", "{appArmorProfile: {type: RuntimeDefault}}", "{}", "unconfined",
            "spec.securityContext.appArmorProfile.type"
        ),
    ])
    func comparesContainers(
        _ kind: String, pod: String, container: String, annotation: String, place: String?
    ) throws {
        let yaml = """
            {metadata: {annotations: {container.\(kind).kubernetes.io/init: \(annotation)}},
             spec: {securityContext: \(pod), initContainers: [{name: init, image: a, securityContext: \(container)}]}}
            """
        #expect(
            try findings(yaml, as: .podTemplateSpec)
                == (place.map { ["profile-mismatch Forbidden \($0)"] } ?? []))
    }
}
