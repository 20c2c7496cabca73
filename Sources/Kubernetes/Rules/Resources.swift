internal import Document
internal import Schema

/// A container must request resources that Kubernetes can give it (`validateResourceRequirements` in Kubernetes).
struct InvalidResources: ObjectRule {
    static var info: RuleInfo { .invalidResources }
    private static let limits: Key = "limits"
    private static let requests: Key = "requests"
    private static let claims: Key = "claims"

    /// The names of resources seen so far.
    private struct Names {
        var hugePages: Document.Node?
        var hasProcessorOrMemory = false
    }

    var fields: [String] { ["", Self.limits.text, Self.requests.text, Self.claims.text] }

    /// Compares requests with limits, and checks every amount.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let limits = map(Self.limits, of: object, in: document)
        let requests = map(Self.requests, of: object, in: document)
        var names = Names()
        if let limits { checkAmounts(of: limits, in: document, &names, &findings) }
        if let requests {
            checkAmounts(of: requests, in: document, &names, &findings)
            compare(requests, with: limits, of: object, in: document, &findings)
        }
        if names.hugePages != nil, !names.hasProcessorOrMemory {
            findings.report(
                Self.info, .forbidden, object, "huge pages need a limit or request of cpu or memory beside them")
        }
        checkClaims(of: object, in: document, &findings)
    }

    private func map(_ key: Key, of object: Document.Node, in document: Document) -> Document.Node? {
        document.present(key, of: object).flatMap { document.kind(of: $0) == .object ? $0 : nil }
    }

    private func checkAmounts(
        of map: Document.Node, in document: Document, _ names: inout Names, _ findings: inout Findings
    ) {
        for (key, value) in document.members(of: map) where !document.isNull(value) {
            let kind = document.withUTF8(of: key) { ContainerResource($0) }
            if case .hugePages = kind { names.hugePages = key }
            if document.isKey(key, Self.processor) || document.isKey(key, Self.memory) {
                names.hasProcessorOrMemory = true
            }
            guard kind.restrictsAmount || Quantity.hasMinus(value, in: document),
                let amount = Quantity(value, in: document)
            else { continue }
            let place = Findings.Place.entry(of: map, key: key)
            if amount.isNegative {
                findings.report(Self.info, .invalid, value, at: place, "must be greater than or equal to 0")
            }
            switch kind {
            case .extended where !amount.isWhole:
                findings.report(
                    Self.info, .invalid, value, at: place, "must be a whole number: this resource comes in pieces")
            case .hugePages where !isMultipleOfPage(amount, key, document):
                findings.report(
                    Self.info, .invalid, value, at: place, "must be a multiple of the page size in the name")
            default:
                break
            }
        }
    }

    private static let processor: Key = "cpu"
    private static let memory: Key = "memory"

    /// Whether the amount consists of whole pages; never, if the page size is not a quantity.
    private func isMultipleOfPage(_ amount: Quantity, _ name: Document.Node, _ document: Document) -> Bool {
        let size = document.withUTF8(of: name) { name in
            Quantity(name.extracting(droppingFirst: ContainerResource.hugePagesPrefix.utf8CodeUnitCount))
        }
        guard let size, !size.isNegative, size.isWhole else { return false }
        return amount.isMultiple(of: size)
    }

    /// Compares requests with limits: they must not be higher, and must be equal if a resource cannot be overcommitted.
    private func compare(
        _ requests: Document.Node, with limits: Document.Node?, of object: Document.Node, in document: Document,
        _ findings: inout Findings
    ) {
        let table = LimitTable(limits, in: document)
        for (key, value) in document.members(of: requests) where !document.isNull(value) {
            let mustBeEqual = !document.withUTF8(of: key) { ContainerResource($0) }.allowsOvercommit
            guard let limit = table.limit(of: key) else {
                if mustBeEqual {
                    findings.report(
                        Self.info, .required, missing: Self.limits, of: object,
                        "\(name(key, document)) cannot be overcommitted, so a limit must be set that is the request")
                }
                continue
            }
            guard let request = Quantity(value, in: document), let most = Quantity(limit, in: document) else {
                continue
            }
            if mustBeEqual, request.inThousandths != most.inThousandths {
                findings.report(
                    Self.info, .invalid, value, at: .entry(of: requests, key: key),
                    "must be equal to \(say(key, limit, document))")
            } else if request.inThousandths > most.inThousandths {
                findings.report(
                    Self.info, .invalid, value, at: .entry(of: requests, key: key),
                    "must be less than or equal to \(say(key, limit, document))")
            }
        }
    }

    /// Every claim must refer to a device that the pod has claimed; the pod templates here cannot claim any.
    private func checkClaims(of object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let claims = document.present(Self.claims, of: object) else { return }
        for claim in document.elements(of: claims) where document.kind(of: claim) == .object {
            findings.report(
                Self.info, .notFound, claim, "a pod of this template claims no devices, so no container can use one")
        }
    }

    private func name(_ key: Document.Node, _ document: Document) -> String {
        Quoted.bare(document.string(key) ?? "")
    }

    private func say(_ key: Document.Node, _ limit: Document.Node, _ document: Document) -> String {
        let amount = document.string(limit) ?? document.number(limit) ?? ""
        return "\(name(key, document)) limit of \(Quoted.bare(amount))"
    }
}

/// The limits by name: searched one by one if there are few, in a table if there are many.
private struct LimitTable {
    /// The most limits that are searched for each request; real containers have three or four.
    private static let linear = 16

    private let document: Document
    private let limits: Document.Node?
    private var table: (keys: NodeTable, values: [Document.Node: Document.Node])?

    init(_ limits: Document.Node?, in document: Document) {
        self.document = document
        self.limits = limits
        guard let limits else { return }
        var members = document.members(of: limits)
        guard (0...Self.linear).allSatisfy({ _ in members.next() != nil }) else { return }
        var (keys, values) = (NodeTable(), [Document.Node: Document.Node]())
        for (key, value) in document.members(of: limits) where !document.isNull(value) {
            if keys.insert(key, of: document) == nil { values[key] = value }
        }
        table = (keys, values)
    }

    func limit(of key: Document.Node) -> Document.Node? {
        guard let limits else { return nil }
        if let table { return table.keys.first(like: key, of: document).flatMap { table.values[$0] } }
        for (other, value) in document.members(of: limits)
        where !document.isNull(value) && document.haveSameText(other, key) {
            return value
        }
        return nil
    }
}

/// A level of I/O priority has an effect in classes 1 and 2 only (ioprio_set(2)).
struct UnusedPriorityLevel: ObjectRule {
    static var info: RuleInfo { .noEffect }
    private static let priorityClass: Key = "class"
    private static let level: Key = "classData"

    var fields: [String] { [Self.level.text] }
    var triggers: [Key] { [Self.level] }

    /// Compares the level with the class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let level = document.present(Self.level, of: object), document.integer(level) != nil else { return }
        let priorityClass = document.present(Self.priorityClass, of: object)
        switch priorityClass.flatMap({ document.integer($0) }) {
        case 1, 2: return
        case nil where priorityClass != nil: return
        default:
            findings.report(
                Self.info, .invalid, level, "has no effect: only classes 1 (real time) and 2 (best effort) have levels")
        }
    }
}
