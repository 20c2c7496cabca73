internal import Time
internal import Document
internal import Schema

/// Nothing inside of a session should take longer than the session may.
///
/// A delay before the retry that is longer than the session's time-out means that there is no retry; a hook's time-out
/// that is longer never ends anything.
struct OutlastsTimeout: ObjectRule {
    /// `outlasts-timeout`.
    var id: RuleID { .outlastsTimeout }

    /// Warns of the delay and of every hook's time-out that exceeds that of the session.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        let current = document.text(Names.backupTimeout, of: session)
        guard let limit = current ?? document.text(Names.timeout, of: session),
            let nanoseconds = document.nanoseconds(limit), nanoseconds > 0
        else { return }
        let delay = document.present(Names.retryConfig, of: session).flatMap { document.text(Names.delay, of: $0) }
        if let delay { compare(delay, with: limit, nanoseconds, "there would be no retry", in: document, &findings) }
        guard let hooks = document.present(Names.hooks, of: session) else { return }
        for key in Names.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            for hook in document.elements(of: list) {
                guard let timeout = document.text(Names.timeout, of: hook) else { continue }
                compare(timeout, with: limit, nanoseconds, "it would never end the hook", in: document, &findings)
            }
        }
    }

    private func compare(
        _ node: Document.Node, with limit: Document.Node, _ nanoseconds: Int64, _ consequence: String,
        in document: Document, _ findings: inout Findings
    ) {
        guard let value = document.nanoseconds(node), value > nanoseconds else { return }
        let text = Quoted.bare(document.string(limit, upTo: 32) ?? "", limit: 32)
        findings.report(
            id, .invalid, node, "is longer than the session's time-out of \(text): \(consequence)", severity: .warning)
    }
}

extension Document {
    /// A duration's length, nil where the text is none.
    fileprivate func nanoseconds(_ node: Node) -> Int64? {
        withUTF8(of: node) { text in try? GoDuration(utf8: text).nanoseconds }
    }
}
