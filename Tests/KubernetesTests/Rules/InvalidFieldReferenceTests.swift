import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// A container can refer to some fields of its Pod, and to its own resources.
@Suite struct InvalidFieldReferenceTests {
    @Test(
        arguments: [
            ("metadata.name", "", ""), ("metadata.namespace", "", ""), ("metadata.uid", "", ""),
            ("metadata.labels['app.kubernetes.io/name']", "", ""), ("metadata.annotations['A.b/C']", "", ""),
            ("spec.nodeName", "", "NotSupported"), ("spec.serviceAccountName", "", "NotSupported"),
            ("status.hostIP", "", "NotSupported"), ("status.hostIPs", "", "NotSupported"),
            ("status.podIP", "", "NotSupported"), ("status.podIPs", "", "NotSupported"),
            ("metadata.labels", "NotSupported", ""), ("metadata.annotations", "NotSupported", ""),
            ("status.phase", "NotSupported", "NotSupported"), ("spec.restartPolicy", "NotSupported", "NotSupported"),
            // Very old objects use this name.
            ("spec.host", "", "Invalid"),
            ("metadata.labels['a b']", "Invalid", "Invalid"), ("metadata.labels['']", "Invalid", "Invalid"),
            ("metadata.name['a']", "Invalid", "Invalid"), ("metadata.labels[a]", "Invalid", "Invalid"),
            ("metadata", "Invalid", "Invalid"), ("metadata.Name", "Invalid", "Invalid"),
            ("spec.containers", "Invalid", "Invalid"), ("['a']", "Invalid", "Invalid"),
        ])
    func judgesPaths(_ path: String, inVariable: String, inVolume: String) throws {
        for (type, cause) in [
            (ObjectType.envFieldSelector, inVariable), (ObjectType.volumeFieldSelector, inVolume),
        ] {
            #expect(
                try findings("{fieldPath: \"\(path)\"}", as: type)
                    == (cause.isEmpty ? [] : ["invalid-field-reference \(cause) fieldPath"]), "\(path)")
        }
    }

    @Test(
        arguments: [
            ("{fieldPath: metadata.name, apiVersion: v1}", []),
            ("{fieldPath: metadata.name, apiVersion: ''}", []),
            ("{fieldPath: metadata.name, apiVersion: v2}", ["unsupported-value NotSupported apiVersion"]),
            ("{}", ["required-field Required fieldPath"]),
            ("{fieldPath: 5}", ["wrong-type TypeInvalid fieldPath"]),
        ] as [Row])
    func judgesSelectors(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .envFieldSelector) == row.found)
    }

    @Test(
        arguments: [
            ("{resource: limits.cpu}", []), ("{resource: requests.memory, divisor: 1Mi}", []),
            ("{resource: requests.ephemeral-storage, divisor: 0}", []),
            ("{resource: limits.hugepages-2Mi, divisor: 1Ei}", []),
            ("{resource: limits.cpu, divisor: 1m}", []), ("{resource: limits.cpu, divisor: 1}", []),
            ("{resource: limits.cpu, divisor: 1000m}", []), ("{resource: limits.memory, divisor: 1000}", []),
            ("{resource: limits.memory, divisor: 1024Ki}", []),
            ("{resource: limits.memory, containerName: main}", []),
            ("{}", ["required-field Required resource"]),
            ("{resource: ''}", ["required-field Required resource"]),
            ("{resource: 5}", ["wrong-type TypeInvalid resource"]),
            ("{resource: '', divisor: 3}", ["required-field Required resource"]),
            ("{resource: cpu}", ["invalid-field-reference NotSupported resource"]),
            ("{resource: limits.storage}", ["invalid-field-reference NotSupported resource"]),
            ("{resource: limits.cpu, divisor: 1k}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.cpu, divisor: 10m}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: 1m}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: 1024}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: 1e3}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: 2Mi}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: -1Mi}", ["invalid-field-reference Invalid divisor"]),
            ("{resource: limits.memory, divisor: 1mb}", ["invalid-quantity Invalid divisor"]),
        ] as [Row])
    func judgesResources(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .envResourceSelector) == row.found)
    }

    /// A path that is nearly one of them is suggested.
    @Test(
        arguments: [
            ("metadata.nam", "metadata.name"), ("metadata.namspace", "metadata.namespace"),
            ("spec.nodename", "spec.nodeName"), ("status.podIp", "status.podIP"), ("status.phase", nil),
        ] as [(String, String?)])
    func suggestsPaths(_ path: String, _ meant: String?) throws {
        let document = try Document(json: Array("{\"fieldPath\":\"\(path)\"}".utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(.envFieldSelector), into: &findings)
        #expect(findings.all.map(\.suggestion) == [meant.map { .replace(with: $0) }])
    }

    /// A resource that is nearly one of them is suggested.
    @Test(
        arguments: [
            ("limits.cpus", "limits.cpu"), ("request.memory", "requests.memory"), ("limits.Memory", "limits.memory"),
            ("requests.ephemeralstorage", "requests.ephemeral-storage"), ("cpu", nil), ("limits.gpu-share", nil),
        ] as [(String, String?)])
    func suggests(_ resource: String, _ meant: String?) throws {
        let document = try Document(json: Array("{\"resource\":\"\(resource)\"}".utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(.envResourceSelector), into: &findings)
        #expect(findings.all.map(\.suggestion) == [meant.map { .replace(with: $0) }])
    }

    /// Each resource has its units, for limits and for requests alike.
    @Test(
        arguments: [
            ("cpu", isProcessor: true), ("memory", isProcessor: false), ("ephemeral-storage", isProcessor: false),
            ("hugepages-2Mi", isProcessor: false),
        ])
    func judgesUnits(_ resource: String, isProcessor: Bool) throws {
        let units: [(text: String, ofProcessors: Bool, ofOthers: Bool)] =
            [("1", true, true), ("1m", true, false)]
            + ["k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map { ("1\($0)", false, true) }
        for kind in ["limits", "requests"] {
            for unit in units {
                let isGood = isProcessor ? unit.ofProcessors : unit.ofOthers
                let found = try findings(
                    "{resource: \(kind).\(resource), divisor: \(unit.text)}", as: .envResourceSelector)
                #expect(
                    found == (isGood ? [] : ["invalid-field-reference Invalid divisor"]),
                    "\(kind).\(resource) in \(unit.text)")
            }
        }
    }

    /// A volume has no container of its own, so it must name one.
    @Test func requiresAContainerInVolumes() throws {
        #expect(
            try findings("{resource: limits.cpu}", as: .volumeResourceSelector) == [
                "required-field Required containerName"
            ])
    }
}
