internal import Cluster
internal import Document
internal import KubeStash
package import KubernetesAPI
package import Linting

/// Judges what is in a cluster: every object of KubeStash's kinds, beside all others.
package struct Auditor: Sendable {
    private let options: LintOptions
    /// The namespace whose objects are judged, nil for all objects.
    private let namespace: String?

    /// Makes an auditor.
    ///
    /// - Parameters:
    ///   - options: What is reported, and how.
    ///   - namespace: The namespace whose objects are judged; nil for those of all namespaces and of the whole cluster.
    package init(_ options: LintOptions, namespace: String?) {
        self.options = options
        self.namespace = namespace
    }

    /// Lists the cluster, and judges its objects.
    ///
    /// Objects that others depend on are kept until all of them are known, as compact bytes; the others are judged as they
    /// come. Whatever is judged, the inventory is that of the whole cluster.
    ///
    /// - Parameters:
    ///   - client: The client of the cluster.
    ///   - report: Takes how far the audit is, again and again.
    /// - Returns: The mistakes.
    /// - Throws: `APIError` if the server cannot be reached or does not know the caller.
    package func audit(
        _ client: Client, progress report: @escaping (Audit.Progress) -> Void = { _ in }
    ) throws(APIError) -> Audit {
        var audit = Audit(of: namespace)
        var list = ClusterList(client)
        var objects: [AuditedObject] = []
        let progress = AuditProgress(report)
        for watched in WatchedKind.all {
            if watched == .namespaces {
                audit.lacksNamespace = try lacksNamespace(&list)
            } else if let kind = Kinds.all.first(where: { $0.names.kind == watched.kind }) {
                objects += try read(kind, watched, &list, &audit, progress)
                progress.kinds += 1
            }
        }
        let inventory = list.objects.snapshot
        for (index, object) in objects.enumerated() {
            report(.judged(index, of: objects.count))
            audit.verdicts.append(object.judge(options, beside: inventory))
        }
        objects = []
        for kind in Kinds.all where !WatchedKind.all.contains(where: { $0.kind == kind.names.kind }) {
            try judge(kind, beside: inventory, &list, &audit, progress)
            progress.kinds += 1
        }
        audit.finish(list.failures)
        return audit
    }

    /// Reads the namespaces, and tells whether that of the audit is not one of them.
    private func lacksNamespace(_ list: inout ClusterList) throws(APIError) -> Bool {
        var isThere = false
        let outcome = try list.read(.namespaces) { part in
            guard case .object(let document, let node) = part else { return }
            if ObjectIdentity(document, node)?.name == namespace { isThere = true }
        }
        guard namespace != nil, case .read = outcome else { return false }
        return !isThere
    }

    /// Reads the objects of a kind that others depend on, and returns those to judge.
    private func read(
        _ kind: Kind, _ watched: WatchedKind, _ list: inout ClusterList, _ audit: inout Audit,
        _ progress: AuditProgress
    ) throws(APIError) -> [AuditedObject] {
        var objects: [AuditedObject] = []
        func take(_ part: ListPart) {
            switch part {
            case .restarted: objects = []
            case .object(let document, let node):
                progress.count()
                guard isMeant(kind, node, in: document),
                    let object = AuditedObject(node, of: document, kind: kind, isKnown: true)
                else { return }
                objects.append(object)
            }
        }
        let outcome = try list.read(watched, take)
        audit.note(outcome)
        // A user who may not see all namespaces may see the own one; its objects are then judged without the others.
        if case .failed(let error) = outcome, error.isForbidden, let namespace, watched.isNamespaced {
            try list.read(resource(of: kind, in: namespace), take)
        }
        return objects
    }

    /// Reads and judges the objects of a kind that no other one depends on.
    private func judge(
        _ kind: Kind, beside inventory: Inventory, _ list: inout ClusterList, _ audit: inout Audit,
        _ progress: AuditProgress
    ) throws(APIError) {
        var found: [AuditVerdict] = []
        let outcome = try list.read(resource(of: kind, in: kind.scope == .namespaced ? namespace : nil)) { part in
            switch part {
            case .restarted: found = []
            case .object(let document, let node):
                progress.count()
                guard isMeant(kind, node, in: document),
                    let object = AuditedObject(node, of: document, kind: kind, isKnown: false)
                else { return }
                found.append(object.judge(options, beside: inventory))
            }
        }
        audit.note(outcome)
        audit.verdicts += found
    }

    /// Whether an object is one of those that are judged.
    private func isMeant(_ kind: Kind, _ node: Document.Node, in document: Document) -> Bool {
        guard let namespace else { return true }
        return kind.scope == .namespaced && ObjectIdentity(document, node)?.namespace == namespace
    }

    private func resource(of kind: Kind, in namespace: String?) -> Resource {
        Resource(
            group: kind.names.group, version: kind.names.version, plural: kind.names.plural, namespace: namespace)
    }
}
