internal import Document
internal import Schema
internal import Text

/// The users whose requests are not denied for what the policy may lower: patterns of names and groups.
struct Requesters: Hashable, Sendable {
    /// The character that parts the names of Kubernetes' own users; no star reaches over it.
    fileprivate static let separator: Unicode.Scalar = ":"
    /// The bytes of a pattern that do not narrow it to a name.
    fileprivate static let wildcards = ByteSet("*?:")

    private let users: [Glob]
    private let groups: [Glob]

    /// Reads patterns.
    ///
    /// - Parameters:
    ///   - users: Patterns of user names.
    ///   - serviceAccounts: Patterns of service accounts, as `namespace/name`.
    ///   - groups: Patterns of groups.
    init(users: [String] = [], serviceAccounts: [String] = [], groups: [String] = []) {
        self.users = (users + serviceAccounts.map(Self.userName)).map { Glob($0, separatedBy: Self.separator) }
        self.groups = groups.map { Glob($0, separatedBy: Self.separator) }
    }

    /// The number of patterns.
    var count: Int { users.count + groups.count }

    /// Whether it names nobody.
    var isEmpty: Bool { users.isEmpty && groups.isEmpty }

    /// Whether a user is meant.
    func contains(user: String, groups names: [String]) -> Bool {
        users.contains { $0.matches(user) }
            || groups.contains { group in names.contains { group.matches($0) } }
    }

    /// The user name of a service account (Kubernetes, "Authenticating", service account tokens).
    private static func userName(_ account: String) -> String {
        "system:serviceaccount:" + account.replacing("/", with: ":", maxReplacements: 1)
    }

    /// The longest pattern in bytes; names of service accounts have 340.
    static let longest = 1024
}

extension Format {
    /// A pattern of users, but not of all service accounts: of a name that none can have.
    static let userPattern = requesters("user-pattern", besides: ["system:serviceaccount:-:-"])

    /// A pattern of groups, but not of those that have all users or all service accounts.
    static let groupPattern = requesters("group-pattern", besides: ["system:authenticated", "system:serviceaccounts"])

    private static func requesters(_ name: String, besides everybody: [String]) -> Format {
        Format(
            name, rule: .policyFile, summary: "a name, with * for any characters but colons and ? for one of them"
        ) { text in
            guard text.count <= Requesters.longest else {
                return "must have at most \(Requesters.longest) bytes"
            }
            let pattern = Glob(String(text), separatedBy: Requesters.separator)
            return text.contains { !Requesters.wildcards.contains($0) } && !everybody.contains(where: pattern.matches)
                ? nil : "everybody would be meant: say enforcement: warn instead, or set the level of \"*\" under rules"
        }
    }

    /// A pattern of service accounts.
    static let serviceAccount = Format(
        "service-account-pattern", rule: .policyFile,
        summary: "a namespace and a name with a slash between them, each with * for any characters and ? for one"
    ) { text in
        let parts = String(text).split(separator: "/", omittingEmptySubsequences: false)
        let isPattern = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(mayStand) }
        guard isPattern, text.count <= Requesters.longest else {
            return "must be a namespace and a name with a slash between them, such as "
                + "kubestash/kubestash-kubestash-operator, in which * stands for any characters and ? for one"
        }
        return parts[1].utf8.allSatisfy(Requesters.wildcards.contains)
            ? "must say which service accounts of the namespace are meant" : nil
    }

    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "?"):
            true
        default: false
        }
    }
}
