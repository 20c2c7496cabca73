internal import Schema

/// What a platform team wants otherwise than stashgate does by itself: which rules are errors, warnings or off, and the
/// limits that only it can know; for all namespaces or for some.
///
/// What is said for some namespaces goes over what is said for all; of several such sections the later goes over the
/// earlier. Each rule and each parameter is decided for itself.
public struct Policy: Sendable {
    /// What is made of the findings of a rule.
    public enum Level: String, CaseIterable, Hashable, Sendable {
        /// They deny the object.
        case error
        /// They are shown, and the object may be stored.
        case warning
        /// They are not even shown.
        case off
    }

    /// What one part of the file says.
    struct Section: Sendable {
        var levels: [RuleID: Level] = [:]
        var parameters = PolicyParameters()

        /// Takes over what a section says that goes over this one.
        mutating func override(with other: Section) {
            levels.merge(other.levels) { _, later in later }
            parameters.override(with: other.parameters)
        }
    }

    /// What is said for the namespaces that match one of the patterns.
    struct Exception: Sendable {
        let namespaces: [NamespaceGlob]
        let section: Section
    }

    /// The policy of those who have none: every rule is what the catalogue says, and no parameter is set.
    public static let `default` = Policy(general: Section(), exceptions: [])

    let general: Section
    let exceptions: [Exception]

    /// Whether it wants nothing, so that there is nothing to put together for each object.
    private var isEmpty: Bool {
        exceptions.isEmpty && general.levels.isEmpty && general.parameters == PolicyParameters()
    }

    /// What holds for one object.
    ///
    /// - Parameter namespace: The namespace of the object, nil or empty where nobody knows it; then only what is said for
    ///   all namespaces holds.
    /// - Returns: What the check of the object needs.
    public func settings(for namespace: String?) -> PolicySettings {
        guard !isEmpty else { return .default }
        var section = general
        let name = namespace ?? ""
        if !name.isEmpty {
            for exception in exceptions where exception.namespaces.contains(where: { $0.matches(name) }) {
                section.override(with: exception.section)
            }
        }
        return PolicySettings(section)
    }
}
