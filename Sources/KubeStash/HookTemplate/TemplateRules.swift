internal import Document
internal import Schema

extension HookTemplate {
    /// A text of an action that KubeStash reads as a template.
    fileprivate struct TemplateText {
        let node: Document.Node
        /// Whether older releases take the text as it is.
        let isRecent: Bool
    }

    /// The texts of the action that are templates: the body of a POST request, and the parts of a command.
    fileprivate func forEachTemplate(
        in document: Document, _ body: (TemplateText, GoTemplate) -> Void
    ) {
        guard let action else { return }
        func read(_ node: Document.Node, isRecent: Bool) {
            guard let template = document.withUTF8(of: node, { GoTemplate($0) }) else { return }
            body(TemplateText(node: node, isRecent: isRecent), template)
        }
        if let exec = document.object(Self.exec, of: action), let command = document.present(Self.command, of: exec) {
            for item in document.elements(of: command) where document.kind(of: item) == .string {
                read(item, isRecent: true)
            }
        }
        if let post = document.object(Self.httpPost, of: action), let text = document.text(Self.body, of: post) {
            read(text, isRecent: false)
        }
    }

    static let command: Key = "command"
    static let body: Key = "body"
}

/// The body of a request must be a template that Go can read (`text/template`), if it has `{{` in it.
///
/// A command is a template since v2024.12.9, so a mistake there is a warning.
struct InvalidTemplateText: Rule {
    /// A template that cannot be read.
    static let info = RuleInfo(
        "invalid-template", .error, "a body or command with {{ in it that is no template of Go")
    /// The fields that the rule reports.
    static let fields = ["spec.action.exec.command", "spec.action.httpPost.body"]
    /// Variables of a shell or of a hook do not matter to the template around them.
    static let judgesVariables = true

    /// Reads every template.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        template.forEachTemplate(in: context.document) { text, template in
            guard let problem = template.problem else { return }
            findings.report(
                Self.info, .invalid, text.node, "\(problem), and KubeStash reads it as a template of Go",
                isMild: text.isRecent)
        }
    }
}

/// A template can use the summary of the backup and known functions only.
struct UnknownTemplateName: Rule {
    /// A field or function that templates of hooks do not have.
    static let info = RuleInfo(
        "unknown-template-name", .warning, "a template with a field or function that no hook knows")
    /// The fields that the rule reports.
    static let fields = ["spec.action.exec.command", "spec.action.httpPost.body"]
    /// Variables of a shell or of a hook do not matter to the template around them.
    static let judgesVariables = true

    /// Warns of the first unknown name of every template; of a function only if a known one is similar.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        template.forEachTemplate(in: context.document) { text, template in
            guard template.problem == nil, let name = template.unknownName else { return }
            let nearest = TemplateNames.nearest(to: name)
            let shown = Quoted.bare(name, limit: 64)
            if let nearest {
                findings.report(
                    Self.info, .invalid, text.node, "uses \(shown), which no hook knows; is \(nearest) meant?")
            } else if name.contains(".") {
                findings.report(
                    Self.info, .invalid, text.node,
                    "uses \(shown), and the summary that hooks are given has .Name, .Namespace, .Invoker, .Target, "
                        + ".Status.Phase, .Status.Duration and .Status.Error")
            }
        }
    }
}
