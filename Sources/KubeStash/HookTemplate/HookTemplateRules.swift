internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// An executor must have the part that its type needs (`validateExecutorInfo` in KubeStash's webhook).
struct InvalidExecutor: Rule {
    /// An executor without the part that its type needs.
    static let info = RuleInfo(
        "invalid-executor", .error, "an executor without the Function or the Pods that its type needs",
        isMandatory: true)
    /// The fields that the rule reports.
    static let fields = ["spec.executor.function", "spec.executor.pod", "spec.executor.pod.selector"]

    /// Looks for the part, and for the selector of Pods.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let executor = template.executor, let type = template.type, let key = type.part else { return }
        guard let part = document.present(key, of: executor) else {
            return findings.report(
                Self.info, .required, missing: key, of: executor, "an executor of type \(type.name) needs it")
        }
        guard type == .pod, document.kind(of: part) == .object,
            document.present(HookTemplate.selector, of: part).map({ document.isEmptyString($0) }) ?? true
        else { return }
        findings.report(
            Self.info, .required, missing: HookTemplate.selector, of: part,
            "it says in which Pods the action is carried out")
    }
}

/// The part of an executor that belongs to another type has no effect, and no action has where a Function does the work.
struct UnusedExecutorPart: Rule {
    static var info: RuleInfo { .noEffect }
    /// The fields that the rule reports.
    static let fields = ["spec.executor.function", "spec.executor.pod", "spec.action", "spec.action.containerName"]

    /// Warns of each part that the type does not use.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let executor = template.executor, let type = template.type else { return }
        if type == .function, let action = template.action, !document.isEmptyContainer(action) {
            findings.report(
                Self.info, .invalid, action, "has no effect: an executor of type Function runs what the Function says")
        }
        if type == .operator, let name = template.action.flatMap({ document.text(HookTemplate.containerName, of: $0) })
        {
            findings.report(
                Self.info, .invalid, name,
                "has no effect: the operator carries out the action outside of all containers")
        }
        for other in HookTemplate.Executor.allCases where other != type {
            guard let part = other.part.flatMap({ document.present($0, of: executor) }) else { continue }
            findings.report(Self.info, .invalid, part, "has no effect unless the executor's type is \(other.name)")
        }
    }
}

/// An executor must have one thing to do, and one that it can do.
///
/// KubeStash's webhook requires an action, unless a Function does the work (`validateActionForNonFunctionExecutor`),
/// but does not look into it.
struct InvalidHookAction: Rule {
    /// No action, two of them, or one that the executor cannot carry out.
    static let info = RuleInfo(
        "invalid-hook-action", .error, "a hook without an action, with two, or with a command for the operator",
        isMandatory: true)
    /// The fields that the rule reports.
    static let fields = ["spec.action"] + HookTemplate.handlers.map { "spec.action.\($0.text)" }

    /// Counts the ways in which the action can be carried out, and compares them with the executor.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = template.spec else { return }
        guard let action = template.action else {
            guard let type = template.type, type != .function,
                document.present(HookTemplate.action, of: spec) == nil
            else { return }
            return findings.report(
                Self.info, .required, missing: HookTemplate.action, of: spec,
                "an executor of type \(type.name) needs it")
        }
        HandlerCount(Self.info, HookTemplate.handlers, needsOne: template.type != .function)
            .check(action, in: document, &findings)
        guard template.type == .operator, let exec = document.present(HookTemplate.exec, of: action) else { return }
        findings.report(
            Self.info, .forbidden, exec,
            "the operator has no container to run a command in: the type of the executor must be Pod")
    }
}

/// A named port should say of which container it is, and a request of the operator to which host it goes.
struct UnresolvedAddress: Rule {
    /// A port's name that cannot be looked up, or a host that is not known.
    static let info = RuleInfo(
        "unresolved-address", .warning,
        "an action names a port, but no container that has it, lacks the host, or has more than a host in it")
    /// The fields that the rule reports.
    static let fields =
        ["spec.action.containerName"]
        + HookTemplate.handlers.dropFirst().flatMap { ["spec.action.\($0.text).port", "spec.action.\($0.text).host"] }

    /// Looks for the container of every named port, and for the host of every request of the operator.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let action = template.action, let type = template.type else { return }
        let hasContainer = document.text(HookTemplate.containerName, of: action) != nil
        for handler in HookTemplate.handlers.dropFirst() {
            guard let request = document.object(handler, of: action) else { continue }
            if type == .operator, document.present(HookTemplate.host, of: request) == nil {
                findings.report(
                    Self.info, .required, missing: HookTemplate.host, of: request,
                    "the operator has no Pod whose address it could take instead")
            }
            checkHost(of: request, isTCP: handler.text == HookTemplate.tcpSocket.text, document, &findings)
            guard let port = document.text(HookTemplate.port, of: request), !document.hasVariable(port),
                document.string(port, upTo: 16).map({ Int($0) == nil }) ?? false
            else { continue }
            if type == .operator {
                findings.report(
                    Self.info, .invalid, port,
                    "must be a number: the operator has no container in which ports have names")
            } else if !hasContainer {
                findings.report(
                    Self.info, .required, missing: HookTemplate.containerName, of: action,
                    "it says which container has the port \(document.quotedText(of: port, limit: 32) ?? "")")
            } else if document.withUTF8(of: port, { Format.portName.problem(with: $0) != nil }) {
                findings.report(
                    Self.info, .invalid, port,
                    "no container has a port of this name: it would be lower-case letters, digits and '-'")
            }
        }
    }

    /// Looks for more than a host where one belongs: a scheme, a path, or a port.
    private func checkHost(
        of request: Document.Node, isTCP: Bool, _ document: Document, _ findings: inout Findings
    ) {
        guard let host = document.text(HookTemplate.host, of: request), !document.hasVariable(host),
            document.withUTF8(of: host, Self.hasMore)
        else { return }
        findings.report(
            Self.info, .invalid, host,
            isTCP
                ? "must be a host alone, without a scheme and a port"
                : "must be a host alone: the rest of an address belongs in scheme, port and path")
    }

    /// Whether a text has a slash, or the one colon before a port; an address of IPv6 has more of them, and a password
    /// before a host is for `PlainCredential`, which does not repeat it.
    private static func hasMore(_ text: Span<UInt8>) -> Bool {
        let colon = UInt8(ascii: ":")
        guard !text.contains(UInt8(ascii: "/")) else { return true }
        guard !text.contains(UInt8(ascii: "@")) else { return false }
        return text.firstIndex(of: colon).map { $0 == text.lastIndex(of: colon) } ?? false
    }
}
