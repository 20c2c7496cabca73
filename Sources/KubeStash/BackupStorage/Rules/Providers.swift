internal import Document
internal import Schema

/// The provider of a storage must be one that KubeStash has.
///
/// KubeStash opens no storage of another one (`NewBlob` in KubeStash's `pkg/blob`). A policy can lower the rule, for a
/// release of KubeStash that has more providers.
struct UnknownProvider: Rule {
    /// A provider that does not exist.
    static let info = RuleInfo("unknown-provider", .error, "a storage's provider is none that KubeStash has")
    /// The fields that the rule reports.
    static let fields = ["spec.storage.provider"]

    /// The providers that KubeStash had before v2024.1.31.
    private static let former = ["swift", "b2", "rest"]
    /// Other names of the providers: services that are reached by one, and kinds of volumes.
    private static let otherNames: [(words: [String], provider: BackupStorage.Provider)] = [
        (["aws", "amazon", "minio", "ceph", "wasabi", "linode", "digitalocean"], .s3),
        (["google", "gs", "gcp"], .gcs), (["azureblob", "azblob", "blob", "azurerm"], .azure),
        (["nfs", "pvc", "persistentvolumeclaim", "hostpath", "volume", "file", "filesystem"], .local),
    ]
    /// The longest text that is taken for a misspelt provider, in bytes.
    private static let longest = 63

    /// Reports a provider that is none.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard storage.provider == nil, let written = storage.writtenProvider else { return }
        let text = context.document.string(written, upTo: Self.longest) ?? ""
        let gone =
            Self.former.contains(text.lowercased()) ? "KubeStash has had none of that name since v2024.1.31; " : ""
        findings.report(
            Self.info, .notSupported, written, "\(gone)supported values: \(BackupStorage.Provider.list)",
            suggestion: meant(text, storage).map { .replace(with: $0.rawValue) })
    }

    /// The provider that is meant: what is written and what is described must not contradict each other.
    private func meant(_ text: String, _ storage: BackupStorage) -> BackupStorage.Provider? {
        let spelt = spelt(text)
        guard let first = storage.blocks.first else { return spelt }
        guard storage.blocks.count == 1 else { return spelt.flatMap { storage.block(of: $0)?.provider } }
        return spelt == nil || spelt == first.provider ? first.provider : nil
    }

    private func spelt(_ text: String) -> BackupStorage.Provider? {
        let word = text.lowercased().filter { $0.isLetter || $0.isNumber }
        guard !Self.former.contains(word) else { return nil }
        if let exact = BackupStorage.Provider(rawValue: word) { return exact }
        if let other = Self.otherNames.first(where: { $0.words.contains(word) }) { return other.provider }
        // The short names are a letter apart from many words.
        let names = BackupStorage.Provider.allCases.map(\.rawValue).filter { $0.utf8.count > 3 }
        return NearestName.of(word, among: names).flatMap { BackupStorage.Provider(rawValue: $0) }
    }
}

/// A storage must describe the place of its provider, and no other.
///
/// KubeStash takes the first block that is there and ignores the provider in one part, and goes by the provider without
/// looking for its block in another: a storage without the block of its provider makes KubeStash's webhook crash at
/// each later storage of that provider, in any namespace.
struct ProviderMismatch: Rule {
    /// A provider without its block, or with the block of another one.
    static let info = RuleInfo(
        "provider-mismatch", .error, "a storage does not describe the place of its provider, or that of another one",
        isMandatory: true)
    /// The fields that the rule reports.
    static let fields = BackupStorage.Provider.allCases.map { "spec.storage.\($0.rawValue)" }

    /// Compares the blocks with the provider.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard let provider = storage.provider, let node = storage.storage else { return }
        let own = storage.block(of: provider)
        if own == nil {
            findings.report(
                Self.info, .required, missing: provider.key, of: node,
                "the provider is \(provider.rawValue), and nothing else says where its data goes")
        }
        let isTaken = storage.blocks.first?.provider != provider
        for block in storage.blocks where block.provider != provider {
            guard own == nil || (isTaken && block.provider == storage.blocks.first?.provider) else {
                findings.report(
                    Self.info, .forbidden, block.node,
                    "has no effect, since the provider is \(provider.rawValue)", isMild: true)
                continue
            }
            findings.report(
                Self.info, .forbidden, block.node,
                own == nil
                    ? "the provider is \(provider.rawValue)"
                    : "KubeStash would write to it, although the provider is \(provider.rawValue)")
        }
    }
}
