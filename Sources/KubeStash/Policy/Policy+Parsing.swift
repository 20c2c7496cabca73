internal import Document
internal import Schema

extension Policy {
    /// Reads a policy file.
    ///
    /// - Parameter yaml: The file, in YAML or JSON.
    /// - Throws: All mistakes in it; a key that the format does not have and a rule that does not exist are mistakes.
    public init(yaml: [UInt8]) throws(PolicyError) {
        self = try PolicyReader(Self.document(yaml)).policy()
    }

    /// The one document of a policy file.
    static func document(_ yaml: [UInt8]) throws(PolicyError) -> Document {
        let documents: [Document]
        do throws(ParseError) {
            documents = try Document.documents(yaml: yaml)
        } catch {
            throw PolicyError(mistakes: [.init(position: error.position, message: error.message)])
        }
        guard let first = documents.first, !first.isNull(first.root) else {
            throw PolicyError(mistakes: [
                .init(
                    position: .start,
                    message: "the file is empty; the shortest policy is apiVersion: \(apiVersion) and kind: Policy")
            ])
        }
        if documents.count > 1 {
            let second = documents[1].position(of: documents[1].root)
            throw PolicyError(mistakes: [.init(position: second, message: "the file must hold one document only")])
        }
        return first
    }
}

/// Reads a policy from a document, or its mistakes.
private struct PolicyReader {
    private let document: Document

    init(_ document: Document) {
        self.document = document
    }

    func policy() throws(PolicyError) -> Policy {
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(Policy.compiledSchema, unknownFields: .reported, into: &findings)
        var mistakes = findings.all.map(mistake)
        let general = section(document.root)
        let exceptions = items("namespaces", of: document.root).map { item in
            Policy.Exception(
                namespaces: texts("match", of: item)?.compactMap { NamespaceGlob($0) } ?? [], section: section(item))
        }
        let set = ([general] + exceptions.map(\.section)).map(\.parameters)
        mistakes += ineffective(set).map(mistake)
        guard mistakes.isEmpty else {
            throw PolicyError(mistakes: mistakes.sorted { $0.position.offset < $1.position.offset })
        }
        let enforcement = document.present(Policy.enforcementKey, of: document.root).flatMap { document.string($0) }
        return Policy(
            general: general, exceptions: exceptions, warned: requesters(),
            denies: enforcement.flatMap(Policy.Enforcement.init(rawValue:)) != .warn)
    }

    private func requesters() -> Requesters {
        guard let warned = document.present("warnOnly", of: document.root) else { return Requesters() }
        return Requesters(
            users: texts("users", of: warned) ?? [], serviceAccounts: texts("serviceAccounts", of: warned) ?? [],
            groups: texts("groups", of: warned) ?? [])
    }

    private func section(_ object: Document.Node) -> Policy.Section {
        var section = Policy.Section()
        if let rules = document.present("rules", of: object) {
            for (key, value) in document.members(of: rules) {
                let (name, level) = (document.string(key) ?? "", Policy.Level(value, in: document))
                if name == Policy.allRules {
                    section.otherLevel = level
                } else {
                    section.levels[RuleID(rawValue: name)] = level
                }
            }
        }
        if let parameters = document.present("parameters", of: object) {
            section.parameters = self.parameters(parameters)
        }
        section.ignorable = texts(IgnorableRules.key, of: object)?.map { Glob($0) }
        return section
    }

    private func parameters(_ object: Document.Node) -> PolicyParameters {
        let interval = document.present("minimumInterval", of: object)
        return PolicyParameters(
            minimumInterval: interval.flatMap { document.withUTF8(of: $0, PolicyInterval.seconds) },
            historyLimit: document.present("historyLimit", of: object).flatMap(document.integer),
            encryptionRequired: document.present("encryptionRequired", of: object).flatMap(document.boolean),
            forbiddenDeletionPolicies: texts("forbiddenDeletionPolicies", of: object),
            storageNamespaces: texts("allowedStorageNamespaces", of: object)?.compactMap { StorageNamespace($0) })
    }

    private func items(_ key: Key, of object: Document.Node) -> [Document.Node] {
        document.present(key, of: object).map { Array(document.elements(of: $0)) } ?? []
    }

    private func texts(_ key: Key, of object: Document.Node) -> [String]? {
        document.present(key, of: object).map { document.elements(of: $0).compactMap { document.string($0) } }
    }

    /// Levels of rules that check a parameter which is not set anywhere in the file.
    private func ineffective(_ parameters: [PolicyParameters]) -> [Finding] {
        var findings = Findings(about: document.root, in: document)
        for object in [document.root] + items("namespaces", of: document.root) {
            guard let rules = document.present("rules", of: object) else { continue }
            for (key, value) in document.members(of: rules) {
                guard let level = Policy.Level(value, in: document), level != .off else { continue }
                let id = RuleID(rawValue: document.string(key) ?? "")
                guard let parameter = PolicyParameters.all.first(where: { $0.rule == id }),
                    !parameters.contains(where: parameter.isSet)
                else { continue }
                findings.report(
                    .policyFile, .forbidden, key, at: .entry(of: rules, key: key),
                    "nothing would be checked: set parameters.\(parameter.name) as well")
            }
        }
        return findings.all
    }

    private func mistake(_ finding: Finding) -> PolicyError.Mistake {
        let node = finding.node ?? finding.owner ?? document.root
        let place = finding.rule == RuleInfo.unknownField.id ? document.key(of: node) ?? node : node
        return PolicyError.Mistake(
            position: document.position(of: place), message: "\(finding.path): \(finding.message(in: document))")
    }
}
