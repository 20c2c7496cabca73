internal import Document
public import KubeStash
public import Schema

/// Answers AdmissionReviews: bytes in, bytes out.
///
/// No I/O and no clock.
public struct Reviewer: Sendable {
    /// The most causes that a denial lists.
    ///
    /// A person does not correct more than a thousand mistakes at once, and a short mistake repeated over 8 MiB must
    /// not come back as hundreds of megabytes.
    static let mostCauses = 1000

    /// The most bytes of messages that a denial lists, except for the first: a thousand usual ones have a hundred
    /// kilobytes, while long values and names could make an answer twenty times as large as the request.
    static let mostCauseBytes = 256 << 10

    /// The levels of a review that are read if it has too many: the review, its request, the object and its metadata.
    private static let outerLevels = 4
    /// The level of the request, which has the object and the old object.
    private static let requestLevel = 2

    private let policy: Policy
    private let unknownFields: StructuralCheck.UnknownFields

    /// Makes a reviewer.
    ///
    /// - Parameters:
    ///   - policy: The platform team's changes to the rules' defaults.
    ///   - unknownFields: How to treat fields that the schema does not have; a webhook leaves them to the API server.
    public init(policy: Policy = .default, unknownFields: StructuralCheck.UnknownFields = .ignored) {
        self.policy = policy
        self.unknownFields = unknownFields
        // Made here, so that the first review takes no longer than the others.
        for kind in Kinds.all { kind.prepare() }
    }

    /// Answers one review.
    ///
    /// - Parameters:
    ///   - body: The AdmissionReview as JSON text. It may be anything.
    ///   - webhook: The question that is asked.
    ///   - inventory: The other objects, the same for the whole review.
    /// - Returns: The answer, whatever the body is.
    public func review(_ body: [UInt8], by webhook: Webhook, in inventory: Inventory = .unknown) -> Answer {
        let document: Document
        do throws(ParseError) {
            document = try Document(json: body)
        } catch {
            return answer(to: body, unread: error, in: inventory)
        }
        do throws(Status) {
            let request = try AdmissionRequest(document)
            let response =
                switch webhook {
                case .mutate: mutate(request, in: inventory)
                case .validate: validate(request, in: inventory)
                }
            return Answer(response, to: request)
        } catch {
            return Answer(failure: error)
        }
    }

    private static func parse(_ body: [UInt8]) throws(Status) -> Document {
        do throws(ParseError) {
            return try Document(json: body)
        } catch {
            throw Self.unread(error)
        }
    }

    private static func unread(_ error: ParseError) -> Status {
        Status(code: 400, message: "the body is not an AdmissionReview: \(error)")
    }

    /// Answers a review that cannot be read as a whole.
    ///
    /// An API server sends no malformed one, but objects may be nested more deeply than ours, as a user wrote them. Such
    /// an object is refused like one with a mistake; a status of HTTP would be a failed call, which the failure policy
    /// may let pass, and whose text blames the webhook. What would not be judged is allowed, and what is stored as deep
    /// already is forgiven.
    private func answer(to body: [UInt8], unread error: ParseError, in inventory: Inventory) -> Answer {
        guard error.code == .limit,
            let outer = try? Document(json: OuterLevels.text(of: body, levels: Self.outerLevels)),
            let request = try? AdmissionRequest(outer)
        else { return Answer(failure: Self.unread(error)) }
        var response = AdmissionResponse(uid: request.uid)
        guard let kind = Self.judgedKind(of: request, in: inventory) else { return Answer(response, to: request) }
        let isStored = OuterLevels.isTooDeep("oldObject", at: Self.requestLevel, in: body)
        if policy.denies, !isStored {
            let cause = Status.Cause(
                reason: Finding.Cause.invalid.rawValue, message: "\(error.message), more than stashgate can check",
                field: "spec")
            response.denial = Self.denial(of: request, as: kind, for: [cause])
        } else {
            response.warnings.add("the object is not checked and gets no defaults: \(error.message)")
        }
        return Answer(response, to: request)
    }

    private func mutate(_ request: AdmissionRequest, in inventory: Inventory) -> AdmissionResponse {
        var response = AdmissionResponse(uid: request.uid)
        // Whatever the other objects are, one that is deleted needs no defaults.
        guard let kind = Self.judgedKind(of: request, in: .unknown), let object = request.object else {
            return response
        }
        let plan =
            inventory.isEmpty
            ? kind.defaults(for: object, in: request.document)
            : kind.defaults(for: object, in: context(of: request, in: inventory))
        guard let patch = plan.patch(from: object) else {
            let problem = "the object lacks so many fields that the patch would pass \(DefaultsPlan.patchLimit) bytes"
            if policy.denies {
                response.denial = Status(code: 413, message: problem)
            } else {
                response.warnings.add("no defaults are added: \(problem)")
            }
            return response
        }
        response.patch = patch
        return response
    }

    private func validate(_ request: AdmissionRequest, in inventory: Inventory) -> AdmissionResponse {
        var response = AdmissionResponse(uid: request.uid)
        guard let kind = Self.judgedKind(of: request, in: inventory),
            let judgement = judgement(of: request, as: kind, in: inventory)
        else { return response }
        if judgement.isDenied {
            response.denial = Self.denial(of: request, as: kind, judgement.errors, dropped: judgement.dropped)
        }
        response.warnings.add(judgement.forgiven, in: request.document)
        response.warnings.add(judgement.warnings, in: request.document)
        response.tally.count(judgement.errors, as: .error)
        response.tally.count(judgement.forgiven, as: .warning)
        response.tally.count(judgement.warnings, as: .warning)
        return response
    }

    /// The findings about the object of a request; nil if there are none.
    private func judgement(of request: AdmissionRequest, as kind: Kind, in inventory: Inventory) -> Judgement? {
        let isDeleted = request.operation == .delete
        guard let object = isDeleted ? request.oldObject : request.object else {
            return isDeleted
                ? nil : Judgement(Self.missingObject, of: request.document, denies: policy.denies)
        }
        let context = context(of: request, in: inventory)
        var findings =
            isDeleted
            ? kind.checkDeletion(of: object, in: context)
            : kind.check(object, in: context, unknownFields: unknownFields)
        context.settings.applyIgnores(to: &findings)
        guard !findings.isEmpty else { return nil }
        if !policy.denies {
            findings.judge { _ in .warning }
        } else if policy.namesRequesters, policy.warnsOnly(user: request.user, groups: request.groups) {
            findings.judge { RuleCatalog.rule($0.rule)?.isMandatory == false ? .warning : $0.severity }
        }
        return Judgement(findings, of: kind, in: context, since: context.oldObject, denies: policy.denies)
    }

    private func context(of request: AdmissionRequest, in inventory: Inventory) -> Context {
        let namespace = request.namespace
        return Context(
            request.document, under: policy.settings(for: namespace), namespace: namespace.isEmpty ? nil : namespace,
            operation: request.operation, since: request.operation == .update ? request.oldObject : nil,
            inventory: inventory)
    }

    /// Judges the object of a manifest as the webhook would.
    ///
    /// - Parameters:
    ///   - submission: The object, and what is to happen to it.
    ///   - inventory: The other objects, the same for the whole review.
    /// - Returns: The findings; nil if there are none, or if such a request is never judged.
    /// - Throws: A `Status` if the object is too large for a review.
    public func judge(_ submission: Submission, in inventory: Inventory = .unknown) throws(Status) -> Judgement? {
        let request = try AdmissionRequest(Self.parse(submission.review))
        guard let kind = Self.judgedKind(of: request, in: inventory) else { return nil }
        return judgement(of: request, as: kind, in: inventory)
    }

    /// The kind by which the object is judged; nil if there is nothing to judge: an object of another kind, one that is
    /// neither created nor updated, or one that is being deleted.
    ///
    /// A deletion is judged beside other objects only.
    private static func judgedKind(of request: AdmissionRequest, in inventory: Inventory) -> Kind? {
        if request.operation == .delete, !inventory.isEmpty { return request.kind }
        return request.operation.storesObject && !request.isBeingDeleted ? request.kind : nil
    }

    private static let missingObject = Finding(
        .requiredField, .required, at: FieldPath(), node: nil, problem: "the request carries no object")

    private static func denial(
        of request: AdmissionRequest, as kind: Kind, _ errors: [Finding], dropped: Int
    ) -> Status {
        var causes: [Status.Cause] = []
        var room = mostCauseBytes
        for error in errors.prefix(mostCauses) {
            let cause = Status.Cause(error, in: request.document)
            room -= cause.message.utf8.count
            guard room >= 0 || causes.isEmpty else { break }
            causes.append(cause)
        }
        let left = errors.count - causes.count + dropped
        if left > 0 {
            causes.append(
                Status.Cause(
                    reason: Finding.Cause.invalid.rawValue,
                    message: "\(left) more error\(left == 1 ? " is" : "s are") not listed", field: "spec"
                ))
        }
        return denial(of: request, as: kind, for: causes)
    }

    private static func denial(of request: AdmissionRequest, as kind: Kind, for causes: [Status.Cause]) -> Status {
        let list = causes.map { "\($0.field): \($0.message)" }.joined(separator: ", ")
        let name = request.name
        let (group, kind) = (kind.names.group, kind.names.kind)
        let isDeleted = request.operation == .delete
        return Status(
            code: isDeleted ? 409 : 422,
            message: "\(kind).\(group) \(Quoted.text(name)) \(isDeleted ? "may not be deleted" : "is invalid"): "
                + (causes.count == 1 ? list : "[\(list)]"),
            details: Status.Details(name: name, group: group, kind: kind),
            causes: causes)
    }
}
