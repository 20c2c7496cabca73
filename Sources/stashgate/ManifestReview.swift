import Admission
import Document
import KubeStash
import Linting
import Schema

/// Judges the objects of a manifest, one after the other.
struct ManifestReview {
    /// One line of a report: a place in the file and what is said of it.
    struct Remark {
        /// The words between the place and the text.
        enum Level: String {
            case error, warning, note
            /// A field that the webhook would add.
            case `default`
        }

        let level: Level
        /// The value that it is about.
        let node: Document.Node
        /// The place of the value, once it is known.
        var position = SourcePosition.start
        /// The field, without the text; empty for the object as a whole.
        let field: String
        /// The remark about the field.
        let text: String
        /// The rule that is broken, nil for everything but findings.
        let rule: RuleID?
        /// The value of a default, which the text shows as JSON; nil for everything else.
        var value: NewValue?
    }

    /// The verdict on an object.
    enum Verdict: String {
        case allowed, denied
        /// It is not judged.
        case skipped
    }

    private let manifest: NamedManifest
    private let reviewer: Reviewer
    private let arguments: ManifestArguments
    /// The objects as they are stored, nil if none are given.
    private let stored: StoredObjects?
    private var counts: [Verdict: Int] = [:]
    private var cursor = PositionCursor()
    /// The objects so far, each with the line that it begins at.
    private var lines: [Manifest.Object.Identity: Int] = [:]

    init(_ manifest: NamedManifest, by reviewer: Reviewer, arguments: ManifestArguments, stored: StoredObjects?) {
        self.manifest = manifest
        self.reviewer = reviewer
        self.arguments = arguments
        self.stored = stored
    }

    /// Whether an object was denied.
    var isAnyDenied: Bool { counts[.denied, default: 0] > 0 }

    /// Prints what a webhook answers about each object, as JSON; what is not judged is noted on standard error.
    mutating func printAnswers(of webhook: Webhook) throws {
        var output = StandardOutput()
        for object in manifest.objects {
            guard case .judged(let kind) = object.treatment else {
                let (verdict, remarks) = unjudged(object)
                counts[verdict, default: 0] += 1
                StandardError.write(placed(remarks, in: object).map { line(for: $0) }.joined())
                continue
            }
            if let absence = stored?.absence(of: object) {
                let note = remark(on: object, "\(title(of: object)): \(absence)")
                StandardError.write(placed([note], in: object).map { line(for: $0) }.joined())
            }
            let answer = reviewer.review(submission(of: object, as: kind).review, by: webhook)
            if let problem = answer.problem { throw CommandFailure("\(manifest.file): \(problem)") }
            counts[answer.verdict == .denied ? .denied : .allowed, default: 0] += 1
            try output.append(answer.body + [UInt8(ascii: "\n")])
        }
        try output.flush()
    }

    /// Prints what is found about each object.
    mutating func printReport() throws {
        var output = StandardOutput()
        for object in manifest.objects {
            let (verdict, found) = try judge(object)
            let remarks = placed(found, in: object)
            if let first = remarks.first, !object.metadata("name").isEmpty {
                lines[object.identity(orElse: arguments.namespace)] = first.position.line
            }
            counts[verdict, default: 0] += 1
            switch arguments.output ?? .text {
            case .text: try output.append(Array(remarks.map { line(for: $0) }.joined().utf8))
            case .json: try output.append(json(of: object, verdict, remarks))
            }
        }
        if arguments.output != .json { try output.append(Array(summary.utf8)) }
        try output.flush()
    }

    /// Puts what is said of an object into the order of the file, with the place of each remark.
    private mutating func placed(_ remarks: [Remark], in object: Manifest.Object) -> [Remark] {
        let document = object.document
        let offsets = remarks.map { document.sourceOffset(of: $0.node) }
        // The verdict comes first, and of two remarks on one value, the first.
        let others = remarks.indices.dropFirst().sorted { left, right in
            offsets[left] == offsets[right] ? left < right : offsets[left] < offsets[right]
        }
        let order = Array(remarks.indices.prefix(1)) + others
        return order.map { index in
            var remark = remarks[index]
            remark.position = cursor.position(of: remark.node, in: document)
            return remark
        }
    }

    private func submission(of object: Manifest.Object, as kind: Kind) -> Submission {
        let old = stored?.object(like: object)
        // An object that is not among the stored ones is new.
        let operation: Operation = stored != nil && old == nil ? .create : arguments.intended
        return Submission(
            Submission.Value(object.node, of: object.document), of: kind, to: operation, from: old,
            in: object.namespace(orElse: arguments.namespace),
            by: arguments.requester)
    }

    private func title(of object: Manifest.Object) -> String {
        object.title(in: arguments.namespace)
    }

    /// Judges an object, and says what is found.
    private func judge(_ object: Manifest.Object) throws -> (Verdict, [Remark]) {
        guard case .judged(let kind) = object.treatment else { return unjudged(object) }
        let submission = submission(of: object, as: kind)
        let judgement: Judgement?
        do throws(Status) {
            judgement = try reviewer.judge(submission)
        } catch {
            throw CommandFailure("\(manifest.file): \(error.message)")
        }
        let verdict: Verdict = judgement?.isDenied == true ? .denied : .allowed
        let reason = submission.reasonNotToJudge.map { ", as \($0)" } ?? ""
        var remarks = [remark(on: object, "\(title(of: object)): \(verdict.rawValue)\(reason)")]
        if let absence = stored?.absence(of: object) { remarks.append(remark(on: object, absence)) }
        if let advice = kind.advice, stored == nil, arguments.intended == .create {
            remarks.append(remark(on: object, advice))
        }
        if let repetition = repetition(of: object) { remarks.append(remark(on: object, repetition)) }
        if let judgement { remarks += self.remarks(of: judgement, on: object) }
        if submission.reasonNotToJudge == nil { remarks += defaults(of: object, as: kind) }
        return (verdict, remarks)
    }

    /// The remark that an object of the same kind and name came before, nil if none did.
    private func repetition(of object: Manifest.Object) -> String? {
        guard let line = lines[object.identity(orElse: arguments.namespace)] else { return nil }
        return "it is in line \(line), too, and each is judged by itself; kubectl apply keeps the last one"
    }

    private func remarks(of judgement: Judgement, on object: Manifest.Object) -> [Remark] {
        func remark(_ finding: Finding, _ level: Remark.Level) -> Remark {
            Remark(
                level: level, node: judgement.node(of: finding, in: Submission.Value(object.node, of: object.document)),
                field: finding.path.description, text: finding.message(in: judgement.document), rule: finding.rule)
        }
        var remarks = judgement.errors.map { remark($0, .error) }
        remarks += (judgement.forgiven + judgement.warnings).map { remark($0, .warning) }
        if judgement.dropped > 0 {
            remarks.append(
                Remark(
                    level: .error, node: object.node, field: "",
                    text: judgement.dropped == 1
                        ? "1 more mistake is not listed" : "\(judgement.dropped) more mistakes are not listed",
                    rule: nil))
        }
        return remarks
    }

    private func defaults(of object: Manifest.Object, as kind: Kind) -> [Remark] {
        let (document, root) = (object.document, object.node)
        return kind.defaults(for: root, in: document).fields.map { owner, member in
            var path = FieldPath(to: owner, from: root, in: document)
            path.elements.append(.field(member.name))
            var writer = JSONWriter()
            writer.value(member.value)
            return Remark(
                level: .default, node: owner, field: path.description,
                text: String(decoding: writer.bytes, as: UTF8.self), rule: nil, value: member.value)
        }
    }

    /// The verdict on an object that is not judged, and the remarks about it.
    private func unjudged(_ object: Manifest.Object) -> (Verdict, [Remark]) {
        let title = title(of: object)
        let type = "\(title): not judged, as it is of \(Quoted.bare(object.apiVersion))"
        let document = object.document
        switch object.treatment {
        case .judged: return (.skipped, [])
        case .skipped(let reason): return (.skipped, [remark(on: object, "\(type); \(reason)")])
        case .misnamed(let finding):
            return (
                .denied,
                [
                    remark(on: object, "\(title): denied"),
                    Remark(
                        level: .error, node: finding.node ?? object.node, field: finding.path.description,
                        text: finding.message(in: document), rule: finding.rule),
                ]
            )
        case .stash(let kind):
            let moved = kind.movedFields(of: object.node, in: document)
            return (
                .skipped,
                [remark(on: object, "\(type), which is Stash's API; KubeStash has \(kind.successor)")]
                    + moved.map { Remark(level: .note, node: $0.node, field: $0.path, text: $0.remark, rule: nil) }
            )
        }
    }

    private func remark(on object: Manifest.Object, _ text: String) -> Remark {
        Remark(level: .note, node: object.node, field: "", text: text, rule: nil)
    }
}

extension ManifestReview {
    /// A remark as compilers print theirs: `file:line:column: error: field: text [rule]`.
    private func line(for remark: Remark) -> String {
        let place = "\(manifest.file):\(remark.position.line):\(remark.position.column): \(remark.level.rawValue): "
        let separator = remark.level == .default ? " = " : ": "
        let line = place + (remark.field.isEmpty ? "" : remark.field + separator) + remark.text + Self.tag(remark)
        return Quoted.line(line) + "\n"
    }

    /// The rule in brackets, unless the message ends with it already.
    private static func tag(_ remark: Remark) -> String {
        guard let rule = remark.rule, !remark.text.hasSuffix("[\(rule)]") else { return "" }
        return " [\(rule)]"
    }

    private var summary: String {
        let parts = [(Verdict.allowed, "allowed"), (.denied, "denied"), (.skipped, "not judged")].compactMap {
            verdict, word in
            counts[verdict].map { "\($0) \(word)" }
        }
        return "\(parts.isEmpty ? "no objects" : parts.joined(separator: ", "))\n"
    }

    /// An object as one line of JSON.
    private func json(of object: Manifest.Object, _ verdict: Verdict, _ remarks: [Remark]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        let texts = [
            ("file", manifest.file), ("apiVersion", object.apiVersion), ("kind", object.kind),
            ("namespace", object.namespace(orElse: arguments.namespace)), ("name", object.name),
            ("verdict", verdict.rawValue),
        ]
        for (name, text) in texts {
            writer.key(name)
            writer.string(text)
        }
        writer.key("remarks")
        writer.beginArray()
        for remark in remarks { Self.write(remark, to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private static func write(_ remark: Remark, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("level")
        writer.string(remark.level.rawValue)
        if let rule = remark.rule {
            writer.key("rule")
            writer.string(rule.rawValue)
        }
        if !remark.field.isEmpty {
            writer.key("field")
            writer.string(remark.field)
        }
        if let value = remark.value {
            writer.key("value")
            writer.value(value)
        } else {
            writer.key("message")
            writer.string(remark.text)
        }
        writer.key("line")
        writer.integer(remark.position.line)
        writer.key("column")
        writer.integer(remark.position.column)
        writer.endObject()
    }
}
