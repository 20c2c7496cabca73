internal import Document
internal import Schema

/// A backend may only use storages of namespaces that the policy allows, and there must be one: without any, KubeStash
/// looks the default storage up in all namespaces.
struct PolicyStorageNamespace: Rule {
    /// `policy-storage-namespace`.
    var id: RuleID { .policyStorageNamespace }

    private let allowed: [StorageNamespace]
    private let own: String?

    init(allowed: [StorageNamespace], own: String?) {
        self.allowed = allowed
        self.own = own
    }

    /// Reports every backend whose storage is elsewhere, and an object that leaves the choice to KubeStash.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        if let spec = configuration.specWithoutBackends, !allowed.contains(where: \.isAny) {
            findings.report(
                id, .required, missing: Names.backends, of: spec,
                "without one KubeStash chooses the default BackupStorage, of whatever namespace, and the policy allows "
                    + "storages of \(list)")
        }
        for backend in configuration.backends {
            guard let storage = document.present(Names.storageRef, of: backend.node),
                document.kind(of: storage) == .object
            else { continue }
            let namespace = document.present(Names.namespace, of: storage)
            if let namespace, !document.isEmptyString(namespace) {
                guard let name = document.string(namespace), !isAllowed(name) else { continue }
                findings.report(id, .notSupported, namespace, "the policy allows storages of \(list)")
            } else if let own, !isAllowed(own) {
                findings.report(
                    id, .required, missing: Names.namespace, of: storage,
                    "it would be \(Quoted.text(own)), and the policy allows storages of \(list)")
            }
        }
    }

    private func isAllowed(_ name: String) -> Bool {
        allowed.contains { item in
            switch item {
            case .own: own == name
            case .matching(let glob, _): glob.matches(name)
            }
        }
    }

    private var list: String {
        allowed.isEmpty ? "no namespace" : "these namespaces: \(allowed.map(\.name).joined(separator: ", "))"
    }
}
