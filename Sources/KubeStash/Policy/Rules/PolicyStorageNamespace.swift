internal import Document
internal import Schema

/// A backend may only use storages of namespaces that the policy allows, and there must be one: without any, KubeStash
/// looks the default storage up in all namespaces.
struct PolicyStorageNamespace: Rule {
    /// A backend uses a storage of a namespace that the policy does not allow, or there is no backend.
    static let info = RuleInfo(
        "policy-storage-namespace", .error, "a storage outside of the policy's allowedStorageNamespaces, or none at all"
    )

    /// Reports every backend whose storage is elsewhere, and an object that leaves the choice to KubeStash.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let allowed = context.settings.parameters.storageNamespaces else { return }
        let own = context.namespace
        let document = configuration.document
        lazy var list = Self.list(allowed)
        if let spec = configuration.specWithoutBackends, !allowed.contains(where: \.isAny) {
            findings.report(
                Self.info, .required, missing: Names.backends, of: spec,
                "without one KubeStash chooses the default BackupStorage, of whatever namespace, and the policy allows "
                    + "storages of \(list)")
        }
        for backend in configuration.backends {
            guard let storage = document.present(Names.storageRef, of: backend.node),
                document.kind(of: storage) == .object
            else { continue }
            let namespace = document.present(Names.namespace, of: storage)
            if let namespace, !document.isEmptyString(namespace) {
                guard let name = document.string(namespace), !Self.isAllowed(name, among: allowed, own: own) else {
                    continue
                }
                findings.report(Self.info, .notSupported, namespace, "the policy allows storages of \(list)")
            } else if let own, !Self.isAllowed(own, among: allowed, own: own) {
                findings.report(
                    Self.info, .required, missing: Names.namespace, of: storage,
                    "it would be \(Quoted.text(own)), and the policy allows storages of \(list)")
            }
        }
    }

    private static func isAllowed(_ name: String, among allowed: [StorageNamespace], own: String?) -> Bool {
        allowed.contains { item in
            switch item {
            case .own: own == name
            case .matching(let glob, _): glob.matches(name)
            }
        }
    }

    private static func list(_ allowed: [StorageNamespace]) -> String {
        allowed.isEmpty ? "no namespace" : "these namespaces: \(allowed.map(\.name).joined(separator: ", "))"
    }
}
