internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// The endpoint of an s3 storage needs a scheme since v2025.2.10, whose client of S3 takes it for a URL.
///
/// KubeStash's documentation requires an endpoint for AWS as well.
struct StorageEndpoint: Rule {
    /// An endpoint that is missing or that no client can connect to.
    static let info = RuleInfo(
        "storage-endpoint", .warning, "an s3 storage has no endpoint, or one that is not http:// or https:// and a host"
    )
    /// The fields that the rule reports.
    static let fields = ["spec.storage.s3.endpoint"]

    /// The domains of public services, all of which serve https only or as well.
    private static let publicDomains: [StaticString] = [
        ".amazonaws.com", ".amazonaws.com.cn", ".linodeobjects.com", ".digitaloceanspaces.com", ".wasabisys.com",
        ".backblazeb2.com", ".r2.cloudflarestorage.com", "storage.googleapis.com", ".vultrobjects.com", ".scw.cloud",
        ".your-objectstorage.com",
    ]

    /// Looks at the endpoint of an s3 storage.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard let block = storage.block(of: .s3), context.document.kind(of: block.node) == .object else { return }
        let document = context.document
        guard let endpoint = document.present(BackupStorage.endpoint, of: block.node),
            !document.isEmptyString(endpoint)
        else {
            findings.report(
                Self.info, .required, missing: BackupStorage.endpoint, of: block.node,
                "KubeStash asks for it, also for AWS: https://s3.<region>.amazonaws.com")
            return
        }
        guard document.kind(of: endpoint) == .string else { return }
        let found: (problem: String, meant: String?)? = document.withUTF8(of: endpoint) { text in
            Format.anyName.problem(with: text) == nil ? Self.problem(with: text) : nil
        }
        if found == nil, let bucket = document.text(BackupStorage.bucket, of: block.node) {
            let problem = document.withUTF8(of: endpoint) { endpoint in
                document.withUTF8(of: bucket) { Self.problem(with: endpoint, of: $0) }
            }
            if let problem { findings.report(Self.info, .invalid, endpoint, problem) }
        }
        guard let found else { return }
        findings.report(
            Self.info, .invalid, endpoint, found.problem, suggestion: found.meant.map { .replace(with: $0) })
    }

    private static func problem(with text: Span<UInt8>) -> (String, String?)? {
        let bare = text.extracting(text.trimmedWhiteSpace(text.indices))
        guard bare.count == text.count else {
            return ("must not begin or end with a blank", problem(with: bare) == nil ? String(bare) : nil)
        }
        guard let start = hostStart(in: text) else {
            let host = text.extracting(hostRange(in: text, from: 0))
            let isPublic = !host.contains(where: isMark) && publicDomains.contains { hasSuffix(host, $0) }
            return (
                "must begin with https://, or with http:// for a service without TLS",
                isPublic ? "https://\(String(text))" : respelt(String(text))
            )
        }
        if hostStart(in: text.extracting(start...)) != nil {
            let rest = text.extracting(start...)
            return ("must have its scheme once", problem(with: rest) == nil ? String(rest) : nil)
        }
        let host = hostRange(in: text, from: start)
        if host.isEmpty { return ("names no host after its scheme", nil) }
        if text.contains(UInt8(ascii: " ")) { return ("must not have a blank in it", nil) }
        if text.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
            return ("must not have a query or a fragment, which begin with ? and #", nil)
        }
        if text.extracting(host).contains(UInt8(ascii: "@")) {
            return ("must not have a user or a password in it, which belong to the Secret that secretName names", nil)
        }
        guard let colon = text.extracting(host).lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let port = String(text.extracting((host.lowerBound + colon + 1)..<host.upperBound))
        // An address of IPv6 ends with a bracket.
        guard !port.contains("]"), !(1...65535).contains(Int(port) ?? 0) else { return nil }
        return ("must have a port from 1 to 65535 after the ':'", nil)
    }

    /// The endpoint with its scheme in lower case and with its colon and slashes; nil if it has no scheme.
    private static func respelt(_ text: String) -> String? {
        guard let scheme = ["https", "http"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let marks = rest.prefix { $0 == ":" || $0 == "/" }
        guard marks.contains("/") else { return nil }
        let meant = "\(scheme)://\(rest.dropFirst(marks.count))"
        return problem(with: meant.utf8.span) == nil ? meant : nil
    }

    /// The problem of an endpoint that has the name of the bucket in it, nil if it has not.
    private static func problem(with endpoint: Span<UInt8>, of bucket: Span<UInt8>) -> String? {
        guard let start = hostStart(in: endpoint), !bucket.isEmpty else { return nil }
        let range = hostRange(in: endpoint, from: start)
        let (host, path) = (endpoint.extracting(range), endpoint.extracting(range.upperBound...))
        let dot = bucket.count
        let isBeforeDot = host.count > dot && host[dot] == UInt8(ascii: ".") && host.extracting(..<dot).equals(bucket)
        let isInHost = isBeforeDot && isService(host.extracting(dot...))
        let end = path.endWithoutSlashes
        let isInPath = end == bucket.count + 1 && path.extracting(1..<end).equals(bucket)
        return isInHost || isInPath ? "must not contain the bucket, which the field bucket names" : nil
    }

    /// Whether the rest of a host is that of a service by itself: one of the public ones, or one that is called s3.
    ///
    /// A host of a cluster may begin like a bucket by chance, as `minio.minio.svc` does.
    private static func isService(_ rest: Span<UInt8>) -> Bool {
        rest.starts(with: ".s3.") || rest.starts(with: ".s3-")
            || publicDomains.contains { hasSuffix(rest, $0) && rest.count > $0.utf8CodeUnitCount }
    }

    /// The index after the scheme; nil if there is neither http:// nor https://.
    private static func hostStart(in text: Span<UInt8>) -> Int? {
        let schemes: [StaticString] = ["https://", "http://"]
        return schemes.first { text.starts(with: $0) }?.utf8CodeUnitCount
    }

    /// The range up to the next slash.
    private static func hostRange(in text: Span<UInt8>, from start: Int) -> Range<Int> {
        start..<(text.firstIndex(of: UInt8(ascii: "/"), in: start..<text.count) ?? text.count)
    }

    /// Whether a character shows that something else than a host without scheme is meant.
    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "@")
    }

    private static func hasSuffix(_ text: Span<UInt8>, _ suffix: StaticString) -> Bool {
        let start = text.count - suffix.utf8CodeUnitCount
        return start >= 0 && text.extracting(start...).equals(suffix)
    }
}

/// A limit of connections below 1, or an unchecked certificate where there is none, does nothing.
struct UnusedConnectionSetting: Rule {
    static var info: RuleInfo { .noEffect }
    /// The fields that the rule reports.
    static let fields =
        BackupStorage.Provider.allCases.map { "spec.storage.\($0.rawValue).maxConnections" }
        + ["spec.storage.s3.insecureTLS"]

    /// Looks at the settings of each block.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        let document = context.document
        for block in storage.blocks {
            if let limit = document.present(BackupStorage.maxConnections, of: block.node),
                let value = document.integer(limit), value < 1
            {
                findings.report(Self.info, .invalid, limit, "has no effect below 1: the default is used instead")
            }
            guard block.provider == .s3, document.isTrue(BackupStorage.insecureTLS, of: block.node),
                let setting = document.present(BackupStorage.insecureTLS, of: block.node),
                let endpoint = document.text(BackupStorage.endpoint, of: block.node),
                document.withUTF8(of: endpoint, { $0.starts(with: "http://") })
            else { continue }
            findings.report(
                Self.info, .invalid, setting, "has no effect: the endpoint is http://, which has no certificate")
        }
    }
}
