import TestSupport
import Testing

/// A template of Helm is recognised, instead of being read as broken YAML or as an object full of mistakes.
struct TemplateTextTests {
    private static let head = ManifestCommand.head

    @Test(arguments: [
        (
            "\(head)metadata:\n  name: {{ .Release.Name }}\nspec:\n{{- if .Values.on }}\n  sessions: []\n{{- end }}\n",
            "4:9"
        ),
        ("{{- if .Values.on }}\n\(head)metadata: {name: a}\n{{- end }}\n", "1:1"),
        ("# {{ a comment }}\n{{/* another one */}}\n\(head)", "2:1"),
        ("\(head)metadata:\n  name: x\n  labels:\n    {{- include \"x.labels\" . | nindent 4 }}\n", "6:5"),
        ("{{- range $name := list }}\n---\n\(head)metadata: {name: \"{{ $name }}\"}\n{{- end }}\n", "1:1"),
        // These are YAML, and would be judged.
        ("\(head)metadata:\n  name: '{{ include \"x\" . }}'\nspec:\n  sessions: []\n", "4:9"),
        ("\(head)metadata: {name: \"{{ name }}\"}\n", "3:18"),
        ("\(head)metadata: {name: a}\nspec: {sessions: [{name: '{{ .Values.name | quote }}'}]}\n", "1:1"),
        ("{\"kind\": {{ .Values.kind | quote }}}\n", "1:10"),
    ])
    func recognises(_ template: String, position: String) throws {
        for arguments in [["a.yaml"], ["--webhook", "validate", "a.yaml"]] {
            let outcome = try ManifestCommand.review(arguments, files: ["a.yaml": template])
            #expect(outcome.code == .exit(2))
            #expect(outcome.output == "")
            #expect(
                outcome.errors == """
                    error: a.yaml:\(position): this is a template and not a manifest; render it first, as in 'helm template \
                    CHART | stashgate review -'

                    """)
        }
    }

    /// Braces in a broken manifest may be a text for somebody else: both are said.
    @Test func doubtful() throws {
        let text = "\(Self.head)metadata:\n  annotations: {note: '{{ alert }}'}\n name: [\n"
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": text])
        #expect(outcome.code == .exit(2))
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines.last
                == "error: a.yaml:4:24: if this is a template, render it first, as in 'helm template CHART | stashgate review -'"
        )
    }

    /// A HookTemplate's own templates stand in texts, which no chart renders.
    @Test(arguments: ["{{ toYaml . }}", "{{ tpl .Name . }}", "{{ if .Name }}a{{ end }}"])
    func leavesHooks(_ action: String) throws {
        let head = "apiVersion: core.kubestash.com/v1alpha1\nkind: HookTemplate\nmetadata: {name: a}\nspec:\n"
        let request = "  action:\n    httpPost:\n      host: a\n      port: 80\n      body: |\n        x: \(action)\n"
        let executor = "  executor: {type: Pod, pod: {selector: a=b}}\n"
        for text in [head + executor + request, head + request + executor] {
            #expect(try ManifestCommand.review(["a.yaml"], files: ["a.yaml": text]).code == .exit(0))
            // A mistake of YAML is said alone.
            let broken = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": text + "  params: [\n"])
            #expect(broken.code == .exit(2))
            #expect(!broken.errors.contains("a template"))
        }
        let quoted = head + executor + request + "  params: [{usage: \"{{ if .a }}\"}\n"
        #expect(
            try !ManifestCommand.review(["a.yaml"], files: ["a.yaml": quoted]).errors.contains(": this is a template"))
    }

    /// Braces in a text of a manifest, and in an object that is not judged, are none of a template.
    @Test(arguments: [
        ManifestCommand.good.replacing(
            "params: {paths: /data}", with: "params: {paths: /data, args: '--tag {{ .Node }}'}"),
        "\(ManifestCommand.good)---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: '{{ .Values.a }}'}\n",
    ])
    func leavesOtherTexts(_ manifest: String) throws {
        #expect(try ManifestCommand.review(["a.yaml"], files: ["a.yaml": manifest]).code == .exit(0))
    }
}
