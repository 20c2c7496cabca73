import TestSupport
import Testing

@testable import KubeStash

/// Templates are read as Go reads them, and everything that is not certain is accepted.
@Suite struct GoTemplateTests {
    @Test(arguments: [
        // The form of public manifests.
        #"{"text": "{{ .Name }} is {{ .Status.Phase }} after {{ .Status.Duration }}"}"#,
        #"{{- $text := printf "%s/%s" .Namespace .Name -}}{{ dict "text" $text | toJson }}"#,
        "{{ if eq .Status.Phase \"Succeeded\" }}good{{ else if .Status.Error }}{{ .Status.Error }}{{ else }}bad{{ end }}",
        "{{ with .Target }}{{ .Kind }} {{ .Anything }}{{ end }}", "{{ range $i, $x := list 1 2.5 }}{{ . }}{{ end }}",
        "{{ .Target.apiGroup }}{{ .Target.APIGroup }}{{ $.Invoker.Name }}{{ . }}{{ $ }}",
        "{{/* a }} comment */}}{{- /* another */ -}}", "{{ `raw\n }}` }}{{ \"a }} \\\" b\" }}{{ '}' }}",
        "{{ (index . \"a\").Anything.Else }}{{ (printf \"a\") }}",
        "{{ define \"a\" }}{{ $.X }}{{ end }}{{ template \"a\" . }}",
        "{{\n.Name\n}}", "{{ -1 }}{{ 0x1F }}{{ true }}{{ nil | default 3 }}", "}} alone", "{ { } }",
        "{{ .Status.Phase.Any }}", "{{ $a := .Name }}{{ range $i, $b := list 1 }}{{ $a }}{{ $i }}{{ $b }}{{ end }}",
        "{{ if .Name }}a{{ else if .Namespace }}b{{- else -}}c{{ end }}", "{{ .Name | upper|quote }}",
        // A variable of the hook is replaced first.
        "{{ ${field} }}", "{{ if ${condition} }}a{{ end }}", "{{ if .Name }}a{{ else if ${b} }}b{{ else }}c{{ end }}",
        // A function that is not known and not near to any is not a mistake for sure.
        "{{ myOwnFunction .Name }}", "{{ .Name }} {{ break }}",
    ])
    func accepts(_ text: String) {
        let template = GoTemplate(text.utf8.span)
        #expect(template?.problem == nil)
        #expect(template?.unknownName.flatMap(TemplateNames.nearest) == nil)
    }

    @Test(arguments: [
        ("{{ .Name", "has {{ without }}"), ("a {{", "has {{ without }}"),
        ("{{ .Name } x", "has } between {{ and }}"), ("{{ {{ .Name }} }}", "has { between {{ and }}"),
        ("{{}}", "has nothing between {{ and }}"), ("{{- -}}", "has nothing between {{ and }}"),
        ("{{ printf \"a }}", "has a quotation mark without the other one between {{ and }}"),
        ("{{ \"a\n\" }}", "has a quotation mark without the other one between {{ and }}"),
        ("{{ `a }}", "has a quotation mark without the other one between {{ and }}"),
        ("{{ \"a\\", "has a quotation mark without the other one between {{ and }}"),
        ("{{ (printf 1 }}", "has ( without ) between {{ and }}"),
        ("{{ printf 1) }}", "has ) without ( between {{ and }}"),
        ("{{/* a }}", "has {{/* without */}}"), ("{{/* a */ b }}", "has more than a comment between {{/* and }}"),
        ("{{ if .Name }}a", "has {{if}} without {{end}}"),
        ("{{range .}}{{if .}}{{end}}", "has {{range}} without {{end}}"),
        ("{{ end }}", "has {{end}} without {{if}}, {{range}} or {{with}}"),
        ("{{ if . }}{{ end }}{{ end }}", "has {{end}} without {{if}}, {{range}} or {{with}}"),
        ("{{ else }}", "has {{else}} without {{if}}, {{range}} or {{with}}"),
        ("{{ if . }}{{ else }}{{ else }}{{ end }}", "has {{else}} twice in one {{if}}"),
        ("{{ with . }}{{ else }}{{ else if . }}{{ end }}", "has {{else}} twice in one {{with}}"),
        ("{{ if }}a{{ end }}", "has {{if}} with nothing to look at"),
        ("{{- range -}}a{{ end }}", "has {{range}} with nothing to look at"),
        ("{{ | upper }}", "has | with nothing before it"), ("{{ .Name | | upper }}", "has | with nothing before it"),
        ("{{ .Name | }}", "has | with nothing after it"), ("{{ .Name | -}}", "has | with nothing after it"),
        ("{{ $a }}", "uses $a, which is not declared"), ("{{ $a := 1 }}{{ $b }}", "uses $b, which is not declared"),
        ("{{ $a = 1 }}", "uses $a, which is not declared"), ("{{ ${a }}", "has } between {{ and }}"),
    ])
    func refuses(_ text: String, _ problem: String) {
        let template = GoTemplate(text.utf8.span)
        #expect(template?.problem == problem)
    }

    /// The first unknown name, and the known one that is near.
    @Test(arguments: [
        ("{{ .Status.Phse }}", ".Status.Phse", ".Status.Phase"), ("{{ .Nmae }}", ".Nmae", ".Name"),
        ("{{ $.Nmespace }}", "$.Nmespace", "$.Namespace"), ("{{ Name }}", "Name", ".Name"),
        ("{{ .Name | toJsn }}", "toJsn", "toJson"), ("{{ trimSufix \"a\" }}", "trimSufix", "trimSuffix"),
        ("{{ .Values.replicas }}", ".Values.replicas", nil), ("{{ frobnicate }}", "frobnicate", nil),
        // Inside, the dot is something else.
        ("{{ range .X }}{{ .Y }}{{ end }}", ".X", nil), ("{{ with . }}{{ .Y }}{{ end }}{{ .Z }}", ".Z", nil),
        ("{{ if .Name }}{{ .Y }}{{ end }}", ".Y", nil),
    ])
    func findsUnknownNames(_ text: String, _ name: String, _ nearest: String?) {
        let template = GoTemplate(text.utf8.span)
        #expect(template?.unknownName == name)
        #expect(TemplateNames.nearest(to: name) == nearest)
    }

    /// The fields of KubeStash's `Summary`, alone and with those inside; upper and lower case are not distinguished.
    @Test func everyFieldOfTheSummary() {
        let reference = ["APIGroup", "Kind", "Name", "Namespace"]
        let inner = [
            "Name": [], "Namespace": [], "Invoker": reference, "Target": reference,
            "Status": ["Phase", "Duration", "Error"],
        ]
        #expect(TemplateNames.hasField([]))
        for (field, others) in inner {
            #expect(TemplateNames.hasField([field]) && TemplateNames.hasField([field.lowercased()]), "\(field)")
            for other in others {
                #expect(TemplateNames.hasField([field, other]), "\(field).\(other)")
                #expect(TemplateNames.hasField([field.lowercased(), other.lowercased()]), "\(field).\(other)")
            }
            // Nothing is known of what is inside a text.
            #expect(TemplateNames.hasField([field, "Other"]) == others.isEmpty, "\(field)")
        }
        #expect(!TemplateNames.hasField(["Other"]) && !TemplateNames.hasField(["Phase"]))
    }

    /// A text without a template is not copied.
    @Test(arguments: ["", "{", "{ {", "a}}b"])
    func ignoresOtherTexts(_ text: String) {
        let template = GoTemplate(text.utf8.span)
        let isText = template == nil
        #expect(isText)
    }

    /// The time is linear in the text, for texts with many of everything.
    @Test(arguments: [
        "{{ ", "{{with .}}", "{{ .a.b ", "{{ (", "{{\"a\"}}", "{{/* */}}", "{{ $a", "   ",
        "{{ if . }}{{ .X }}{{ end }}",
    ])
    func isLinear(_ part: String) {
        let text = "{{ " + String(repeating: part, count: 50_000)
        _ = GoTemplate(text.utf8.span)
    }

    private static func spec(_ action: String) -> String {
        "{executor: {type: Pod, pod: {selector: a=b}}, action: {\(action)}}"
    }

    /// A body must be a template; a command is one in current releases only.
    @Test(
        arguments: [
            ("httpPost: {port: 1, body: '{{ .Name'}", ["invalid-template Invalid spec.action.httpPost.body"]),
            ("exec: {command: [a, '{{ .Name']}", ["~invalid-template Invalid spec.action.exec.command[1]"]),
            ("httpPost: {port: 1, body: '{{ .Nmae }}'}", ["~unknown-template-name Invalid spec.action.httpPost.body"]),
            ("exec: {command: ['{{ .Values.a }}']}", ["~unknown-template-name Invalid spec.action.exec.command[0]"]),
            ("exec: {command: ['{{ .Name ${HOME}']}", ["~invalid-template Invalid spec.action.exec.command[0]"]),
            ("exec: {command: ['{{ frobnicate }}']}", []), ("httpPost: {port: 1, body: '{\"a\": {\"b\": 1}}'}", []),
            ("exec: {command: [1, '{{ .Name }}']}", ["wrong-type TypeInvalid spec.action.exec.command[0]"]),
        ] as [Row])
    func isJudged(_ row: Row) throws {
        #expect(try findings(inSpec: Self.spec(row.yaml), of: HookTemplate.kind) == row.found)
    }

    @Test(arguments: [
        (
            "httpPost: {port: 1, body: '{{ .Name'}",
            "Invalid value: \"{{ .Name\": has {{ without }}, and KubeStash reads it as a template of Go"
        ),
        (
            "httpPost: {port: 1, body: '{{ .Nmae }}'}",
            "\"{{ .Nmae }}\": uses .Nmae, which no hook knows; is .Name meant?"
        ),
        (
            "httpPost: {port: 1, body: '{{ .Values.a }}'}",
            "\"{{ .Values.a }}\": uses .Values.a, and the summary that hooks are given has .Name, .Namespace, .Invoker, "
                + ".Target, .Status.Phase, .Status.Duration and .Status.Error"
        ),
    ])
    func isExplained(_ action: String, _ message: String) throws {
        #expect(
            try messages(inSpec: Self.spec(action), of: HookTemplate.kind) == ["spec.action.httpPost.body: \(message)"])
    }
}
