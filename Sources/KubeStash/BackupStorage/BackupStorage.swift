internal import Document
internal import Schema

/// A typed view of a BackupStorage (`storage.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct BackupStorage: Sendable {
    /// A kind of storage.
    ///
    /// The order is that in which KubeStash looks for a block of `spec.storage`: the first one counts, whatever the
    /// provider is (`resolveStorageConfig` in KubeStash's `pkg/resolver`).
    enum Provider: String, CaseIterable, Sendable {
        case s3, gcs, azure, local

        /// The key of its block in `spec.storage`.
        var key: Key {
            switch self {
            case .s3: BackupStorage.s3
            case .gcs: BackupStorage.gcs
            case .azure: BackupStorage.azure
            case .local: BackupStorage.local
            }
        }

        /// All of them, as a message lists them.
        static let list = allCases.map { Quoted.text($0.rawValue) }.joined(separator: ", ")
    }

    /// The part of `spec.storage` that belongs to a provider.
    struct Block: Sendable {
        /// The provider whose block it is.
        let provider: Provider
        /// The value, which is usually an object.
        let node: Document.Node
    }

    /// The field `spec.storage`, nil if it is missing or not an object.
    let storage: Document.Node?
    /// The provider as it is written, nil if it is missing, empty or not a text.
    let writtenProvider: Document.Node?
    /// The provider, nil if KubeStash has none of that name.
    let provider: Provider?
    /// The blocks that are there, in KubeStash's order.
    let blocks: [Block]

    init(_ object: Document.Node, in document: Document) {
        let storage = document.present(Names.spec, of: object).flatMap { document.present(Names.storage, of: $0) }
        self.storage = storage.flatMap { document.kind(of: $0) == .object ? $0 : nil }
        let written = storage.flatMap { document.text(Self.provider, of: $0) }
        writtenProvider = written
        provider = written.flatMap { written in
            Provider.allCases.first { document.isString(written, $0.key) }
        }
        blocks = Provider.allCases.compactMap { provider in
            storage.flatMap { document.present(provider.key, of: $0) }.map { Block(provider: provider, node: $0) }
        }
    }

    /// The block of a provider, nil if it is missing.
    func block(of provider: Provider) -> Block? {
        blocks.first { $0.provider == provider }
    }

    static let provider: Key = "provider"
    static let s3: Key = "s3"
    static let gcs: Key = "gcs"
    static let azure: Key = "azure"
    static let local: Key = "local"
    static let bucket: Key = "bucket"
    static let container: Key = "container"
    static let endpoint: Key = "endpoint"
    static let insecureTLS: Key = "insecureTLS"
    static let maxConnections: Key = "maxConnections"
    static let prefix: Key = "prefix"
    static let secretName: Key = "secretName"
    static let storageAccount: Key = "storageAccount"
    static let subPath: Key = "subPath"
}

extension BackupStorage {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "storage.kubestash.com", version: "v1alpha1", kind: "BackupStorage", plural: "backupstorages",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        hasStatus: true,
        columns: [
            Kind.Column(name: "Provider", type: "string", path: ".spec.storage.provider"),
            Kind.Column(name: "Default", type: "boolean", path: ".spec.default"),
            Kind.Column(name: "Deletion-Policy", type: "string", path: ".spec.deletionPolicy"),
            Kind.Column(name: "Total-Size", type: "string", path: ".status.totalSize"),
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "A place for backed up data, and who may use it.", fields: fields,
        rules: [
            UnknownProvider(), ProviderMismatch(), UnlikelyStorageName(), StorageEndpoint(), TrailingSlash(),
            LocalStorage(), UnusedConnectionSetting(), SecondDefault(kind: "BackupStorage"), SharedPlace(),
            NestedPlace(),
        ],
        immutable: immutableFields,
        isUsedByOthers: true, view: { BackupStorage($0, in: $1) })
}
