internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// The name of a bucket, container, account or Secret should be one that such an object can have.
///
/// KubeStash looks for the object when it prepares the storage, and not when the storage is created.
struct UnlikelyStorageName: Rule {
    /// A name that no such object has.
    static let info = RuleInfo(
        "unlikely-storage-name", .warning, "a storage names a bucket, container, account or Secret that cannot exist")
    /// The fields that the rule reports.
    static let fields = [
        "s3.bucket", "s3.secretName", "gcs.bucket", "gcs.secretName", "azure.storageAccount", "azure.container",
        "azure.secretName",
    ].map { "spec.storage.\($0)" }

    /// The spelling of the names of some kind of object.
    private struct Shape {
        let key: Key
        /// A name of such an object, in words.
        let summary: String
        let length: ClosedRange<Int>
        let characters: ByteSet
        /// Whether KubeStash cuts a slash at the end, of which another rule warns.
        let isCut: Bool
        /// Whether a prefix may have been written behind it.
        let isPlace: Bool

        /// Whether it is an object of Kubernetes, before whose name a namespace may have been written.
        var isReference: Bool { key.text == BackupStorage.secretName.text }
    }

    private static let bucket = Shape(
        key: BackupStorage.bucket,
        summary: "3 to 63 lower-case letters, digits, '.' and '-', with a letter or digit at both ends",
        length: 3...63, characters: ByteSet.lowerCaseOrDigit.union(ByteSet(".-")), isCut: true, isPlace: true)
    private static let googleBucket = Shape(
        key: BackupStorage.bucket,
        summary: "3 to 222 lower-case letters, digits, '.', '-' and '_', with a letter or digit at both ends",
        length: 3...222, characters: ByteSet.lowerCaseOrDigit.union(ByteSet(".-_")), isCut: true, isPlace: true)
    private static let container = Shape(
        key: BackupStorage.container,
        summary: "3 to 63 lower-case letters, digits and '-', with a letter or digit at both ends",
        length: 3...63, characters: ByteSet.lowerCaseOrDigit.union(ByteSet("-")), isCut: false, isPlace: true)
    private static let account = Shape(
        key: BackupStorage.storageAccount, summary: "3 to 24 lower-case letters and digits",
        length: 3...24, characters: ByteSet.lowerCaseOrDigit, isCut: false, isPlace: false)
    private static let secret = Shape(
        key: BackupStorage.secretName,
        summary: "at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends",
        length: 1...253, characters: ByteSet.lowerCaseOrDigit.union(ByteSet("-.")), isCut: false, isPlace: false)

    private static func shapes(of provider: BackupStorage.Provider) -> [Shape] {
        switch provider {
        case .s3: [bucket, secret]
        case .gcs: [googleBucket, secret]
        case .azure: [account, container, secret]
        case .local: []
        }
    }

    /// Looks at the names in each block.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        let document = context.document
        for block in storage.blocks {
            for shape in Self.shapes(of: block.provider) {
                guard let name = document.text(shape.key, of: block.node), !document.hasVariable(name) else { continue }
                check(name, shape, context, &findings)
            }
        }
    }

    private func check(_ node: Document.Node, _ shape: Shape, _ context: Context, _ findings: inout Findings) {
        let found: (problem: String, meant: String?)? = context.document.withUTF8(of: node) { text in
            guard Format.anyName.problem(with: text) == nil else { return nil }
            let name = shape.isCut && text.last == UInt8(ascii: "/") ? text.extracting(droppingLast: 1) : text
            guard !isFit(name, shape), !name.isEmpty else { return nil }
            guard shape.isPlace || shape.isReference, name.contains(UInt8(ascii: "/")) else {
                let bare = String(name.extracting(name.trimmedWhiteSpace(name.indices)))
                return (
                    "is not a name that one can have: \(shape.summary)", isFit(bare.utf8.span, shape) ? bare : nil
                )
            }
            guard shape.isPlace else {
                return (
                    "is a name alone: it is looked up in the namespace of the storage",
                    ownName(in: String(name), shape, context)
                )
            }
            let bare = name.extracting(bareRange(of: name))
            let meant = isFit(bare, shape) ? String(bare) : nil
            return ("is a name alone, without a scheme; a directory in it belongs in prefix", meant)
        }
        guard let found else { return }
        findings.report(
            Self.info, .invalid, node, found.problem, suggestion: found.meant.map { .replace(with: $0) })
    }

    /// The name behind the namespace of the storage, nil for another namespace.
    private func ownName(in text: String, _ shape: Shape, _ context: Context) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 2, parts[0] == context.namespace, isFit(parts[1].utf8.span, shape) else { return nil }
        return parts[1]
    }

    private func isFit(_ name: Span<UInt8>, _ shape: Shape) -> Bool {
        guard shape.length.contains(name.count), let first = name.first, let last = name.last else { return false }
        // Azure's own containers begin with a dollar sign.
        if shape.key.text == BackupStorage.container.text, first == UInt8(ascii: "$") { return true }
        return ByteSet.lowerCaseOrDigit.contains(first) && ByteSet.lowerCaseOrDigit.contains(last)
            && name.allSatisfy(shape.characters.contains)
    }

    /// The range of a name without a scheme before it and slashes around it.
    private func bareRange(of name: Span<UInt8>) -> Range<Int> {
        let slash = UInt8(ascii: "/")
        var start = 0
        if let colon = name.firstIndex(of: UInt8(ascii: ":")), name.extracting(colon...).starts(with: "://") {
            start = colon + 3
        }
        let end = name.endWithoutSlashes
        while start < end, name[start] == slash { start += 1 }
        return start..<max(start, end)
    }
}

/// KubeStash cuts one slash at the end of a bucket, an endpoint or a prefix when the storage is created
/// (`removeTrailingSlash` in KubeStash's webhook).
///
/// The stored object then differs from the manifest for ever.
struct TrailingSlash: Rule {
    /// A text that KubeStash will store without its last character.
    static let info = RuleInfo(
        "trailing-slash", .warning, "a bucket, endpoint or prefix ends with a slash, which KubeStash cuts off")
    /// The fields that the rule reports.
    static let fields = ["s3.endpoint", "s3.bucket", "s3.prefix", "gcs.bucket", "gcs.prefix", "azure.prefix"].map {
        "spec.storage.\($0)"
    }

    private static func cutFields(of provider: BackupStorage.Provider) -> [Key] {
        switch provider {
        case .s3: [BackupStorage.endpoint, BackupStorage.bucket, BackupStorage.prefix]
        case .gcs: [BackupStorage.bucket, BackupStorage.prefix]
        case .azure: [BackupStorage.prefix]
        case .local: []
        }
    }

    /// Looks at the end of each text.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        let document = context.document
        for block in storage.blocks {
            for key in Self.cutFields(of: block.provider) {
                guard let node = document.text(key, of: block.node), let rest = document.withoutSlashes(node)
                else { continue }
                guard !rest.isEmpty else {
                    report(key, node, &findings)
                    continue
                }
                // Of a scheme alone, nothing is left that would be right.
                guard rest.last != ":" else { continue }
                findings.report(
                    Self.info, .invalid, node,
                    "KubeStash stores it without the slash at its end, so that it differs from the manifest",
                    suggestion: .replace(with: rest))
            }
        }
    }

    /// Reports a text of slashes alone: a prefix means the root, and a bucket has no name.
    private func report(_ key: Key, _ node: Document.Node, _ findings: inout Findings) {
        if key.text == BackupStorage.prefix.text {
            findings.report(
                Self.info, .invalid, node, "KubeStash stores it as an empty text, which means the same: leave it out",
                suggestion: .remove)
        } else {
            findings.report(.requiredField, .required, node, "KubeStash cuts the slash off, and nothing is left")
        }
    }
}

extension Document {
    /// The text of a value without the slashes at its end; nil if it has none there.
    fileprivate func withoutSlashes(_ node: Node) -> String? {
        withUTF8(of: node) { text in
            let end = text.endWithoutSlashes
            return end < text.count ? String(text.extracting(..<end)) : nil
        }
    }
}
