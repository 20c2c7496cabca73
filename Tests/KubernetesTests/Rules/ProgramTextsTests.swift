import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Commands that no shell reads, and images that no runtime can pull; Kubernetes accepts both.
@Suite struct ProgramTextsTests {
    @Test(
        arguments: [
            ("{command: [mysql, -e, 'SELECT 1']}", []), ("{command: [sh, -c, 'a b']}", []),
            ("{command: []}", ["required-field Required command"]),
            ("{command: ['mysql -e \"SELECT 1\"']}", ["~unsplit-command Invalid command[0]"]),
            ("{command: ['sh -c', 'a b']}", ["~unsplit-command Invalid command[0]"]),
            // Blanks at the ends alone, templates, variables and paths of Windows.
            ("{command: [' sh ']}", []), ("{command: ['{{ .Name }} a']}", []), ("{command: ['${program} a']}", []),
            ("{command: ['C:\\Program Files\\a.exe']}", []), ("{command: [5]}", ["wrong-type TypeInvalid command[0]"]),
        ] as [Row])
    func commands(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .execAction) == row.found)
    }

    @Test(arguments: [
        ("nginx", false), ("nginx:1.27-Alpine", false), ("ghcr.io/a/b_c:V1", false), ("localhost:5000/a/b", false),
        ("Registry.example/a/b", false), ("a/b@sha256:ABC", false), ("${image}:A B", false), ("MYREGISTRY/app", false),
        ("Nginx", true), ("a b", true), ("docker.io/Library/nginx", true), ("a/B:c", true), ("a.example:5000/B", true),
        ("a/Bc@sha256:0", true), ("https://a.example/b", true), ("docker://b", true),
    ])
    func images(_ image: String, isWrong: Bool) throws {
        let found = try findings("{name: a, image: '\(image)'}", as: .container)
        #expect(found == (isWrong ? ["~unlikely-image Invalid image"] : []))
    }
}
