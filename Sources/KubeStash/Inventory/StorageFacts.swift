internal import Document
internal import Kubernetes

/// The part of a BackupStorage that other objects depend on.
struct StorageFacts: Sendable {
    let usage: UsageFacts
    /// Where it is, nil if that cannot be told.
    let place: StorageDirectory?
    /// The place of the field that says so.
    let mark: Document.Mark
    /// Whether deleting the object deletes the data.
    let isWipedOut: Bool
    /// Its phase as KubeStash says it, nil if it does not say it yet.
    let phase: String?

    init(_ object: Document.Node, of document: Document, in namespace: String) {
        let spec = document.present(Names.spec, of: object)
        usage = UsageFacts(spec, of: document)
        let policy = spec.flatMap { document.text(Names.deletionPolicy, of: $0) }
        isWipedOut = policy.map { document.string($0) == "WipeOut" } ?? false
        phase = document.present(Names.status, of: object).flatMap { document.text(Self.phaseKey, of: $0) }
            .flatMap { document.string($0) }
        let view = BackupStorage(object, in: document)
        let block = view.provider.flatMap { view.block(of: $0) }
        mark = document.mark(block.flatMap { document.key(of: $0.node) } ?? object)
        place = block.flatMap { StorageDirectory($0, of: document, in: namespace) }
    }

    private static let phaseKey: Key = "phase"
}

/// A directory in a bucket, a container or a volume.
///
/// KubeStash's own webhook compares buckets without their endpoints, which refuses two servers with one bucket's name,
/// and texts instead of paths, which misses `demo` beside `/demo`.
struct StorageDirectory: TableKey {
    /// The bucket, container or volume, with the server that has it.
    let volume: String
    /// The names of the directories that lead to it.
    let path: [String]

    init(volume: String, path: [String]) {
        self.volume = volume
        self.path = path
    }

    func combine(into hash: inout TextHash) {
        hash.combine(volume)
        for name in path { hash.combine(name) }
    }

    /// The place that a block of `spec.storage` describes; nil if it cannot be told.
    init?(_ block: BackupStorage.Block, of document: Document, in namespace: String) {
        func text(_ key: Key) -> String {
            document.text(key, of: block.node).flatMap { document.string($0) } ?? ""
        }
        let prefix = Self.names(in: text(BackupStorage.prefix))
        let bucket = Self.cut(text(BackupStorage.bucket))
        switch block.provider {
        case .s3:
            guard !bucket.isEmpty else { return nil }
            self.init(volume: "s3 \(Self.server(text(BackupStorage.endpoint))) \(bucket)", path: prefix)
        case .gcs:
            guard !bucket.isEmpty else { return nil }
            self.init(volume: "gcs \(bucket)", path: prefix)
        case .azure:
            let (account, container) = (text(BackupStorage.storageAccount), text(BackupStorage.container))
            guard !account.isEmpty, !container.isEmpty else { return nil }
            self.init(volume: "azure \(account) \(container)", path: prefix)
        case .local:
            guard let (volume, path) = Self.volume(of: block.node, in: document, namespace) else { return nil }
            self.init(volume: volume, path: path + Self.names(in: text(BackupStorage.subPath)))
        }
    }

    /// The volume of a local storage that other storages can be on too.
    private static func volume(
        of block: Document.Node, in document: Document, _ namespace: String
    ) -> (volume: String, path: [String])? {
        func text(_ key: Key, _ object: Document.Node) -> String {
            document.text(key, of: object).flatMap { document.string($0) } ?? ""
        }
        if let claim = document.present(claim, of: block) {
            let name = text(claimName, claim)
            return name.isEmpty ? nil : ("claim \(namespace)/\(name)", [])
        }
        if let share = document.present(nfs, of: block) {
            let server = text(server, share)
            return server.isEmpty ? nil : ("nfs \(server.lowercased())", names(in: text(path, share)))
        }
        return nil
    }

    /// The names in a path; those without an effect are left out.
    static func names(in path: String) -> [String] {
        var names: [String] = []
        // By bytes, as a search for characters costs ten times as much.
        for name in path.utf8.split(separator: UInt8(ascii: "/")) {
            switch Substring(name) {
            case ".": break
            case "..": _ = names.popLast()
            case let name: names.append(String(name))
            }
        }
        return names
    }

    /// The server of an endpoint; all of Amazon's are one, where a bucket's name is unique.
    private static func server(_ endpoint: String) -> String {
        var host = cut(endpoint)[...]
        for scheme in ["https://", "http://"] where host.lowercased().hasPrefix(scheme) {
            host = host.dropFirst(scheme.count)
        }
        let name = host.lowercased()
        let isAmazon = name.isEmpty || name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn")
        return isAmazon ? "amazonaws.com" : name
    }

    /// A text without slashes at its end, which KubeStash cuts.
    private static func cut(_ text: String) -> String {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    private static let claim: Key = "persistentVolumeClaim"
    private static let claimName: Key = "claimName"
    private static let nfs: Key = "nfs"
    private static let server: Key = "server"
    private static let path: Key = "path"
}
