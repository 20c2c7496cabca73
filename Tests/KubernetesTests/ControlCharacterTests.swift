import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// No name and no path has a line break, which comes from a block of YAML, and no name is blank.
@Suite struct ControlCharacterTests {
    /// Each field: the rule, the type, and the object around the text.
    private static let paths: [(rule: String, type: ObjectType, field: String, others: String)] = [
        ("invalid-volume-mount", .volumeMount, "mountPath", "name: a"),
        ("invalid-volume-mount", .volumeMount, "subPath", "name: a, mountPath: /b"),
        ("invalid-volume-mount", .volumeMount, "subPathExpr", "name: a, mountPath: /b"),
        ("invalid-volume", .hostPathVolume, "path", "type: ''"),
        ("invalid-volume", .nfsVolume, "path", "server: a"),
        ("invalid-container", .container, "workingDir", "name: a, image: b"),
        ("invalid-container", .container, "terminationMessagePath", "name: a, image: b"),
        ("invalid-container", .container, "image", "name: a"),
    ]

    @Test(arguments: paths.indices)
    func refusesPaths(_ index: Int) throws {
        let (rule, type, field, others) = Self.paths[index]
        for text in ["\"/a\\n\"", "\"/a\\tb\"", "\"/a\\0\""] {
            let text = field.hasPrefix("subPath") ? text.replacing("/", with: "") : text
            #expect(
                try findings("{\(field): \(text), \(others)}", as: type).filter { !$0.hasPrefix("~") }
                    == ["\(rule) Invalid \(field)"], "\(text)")
        }
        let text = field == "subPath" || field == "subPathExpr" ? "a b" : "/a b"
        #expect(try findings("{\(field): \(text), \(others)}", as: type).filter { !$0.hasPrefix("~") } == [])
    }

    private static let names: [(type: ObjectType, field: String, others: String)] = [
        (.volumeMount, "name", "mountPath: /a"), (.claimVolume, "claimName", "readOnly: true"),
        (.configMapVolume, "name", "optional: true"), (.secretVolume, "secretName", "optional: true"),
        (.localObjectReference, "name", ""), (.nfsVolume, "server", "path: /a"), (.podSpec, "schedulerName", ""),
    ]

    @Test(arguments: names.indices)
    func refusesNames(_ index: Int) throws {
        let (type, field, others) = Self.names[index]
        for text in ["' '", "\"a\\n\"", "\"a\\u007F\""] {
            #expect(
                try findings("{\(field): \(text), \(others)}", as: type) == ["invalid-name Invalid \(field)"], "\(text)"
            )
        }
        #expect(try findings("{\(field): a, \(others)}", as: type) == [])
    }
}
