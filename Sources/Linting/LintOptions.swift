internal import Document
package import KubeStash
package import Schema
internal import System

/// The choice of what is judged, and how.
package struct LintOptions: Sendable {
    /// The policy of the platform team.
    package var policy = Policy.default
    /// The namespace of objects that name none.
    package var namespace: String?
    /// Whether fields that KubeStash does not have are left to the API server.
    package var ignoresUnknownFields = false
    /// Whether objects are judged beside each other.
    package var crossChecks = true
    /// Whether the files have every object, so that one that is missing is an error.
    package var isComplete = false
    /// The cluster that the files are meant for, nil if it is not known: their objects are judged beside its own.
    package var cluster: Inventory?
    /// Whether the edits that mend mistakes are found.
    package var mends = false
    /// Texts to read in the place of files, by their paths.
    package var texts = PathTable<[UInt8]>()
    /// The rules that are reported, nil for all.
    package var selected: Set<RuleID>?
    /// The rules that are not reported.
    package var ignored: Set<RuleID> = []
    /// Whether the reports list all judged objects, and not only their mistakes.
    package var listsObjects = false

    /// Makes the default options.
    package init() {}

    /// The policy's settings for one object, with the rules that are selected.
    ///
    /// - Parameter namespace: The namespace of the object, nil if it is not known.
    /// - Returns: The settings.
    package func settings(for namespace: String?) -> PolicySettings {
        policy.settings(for: namespace, selecting: selected ?? [])
    }

    /// Whether the mistakes of a rule are reported; a file that cannot be read always is.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: Whether they are.
    package func reports(_ rule: RuleID) -> Bool {
        rule == LintRules.unreadable.id || selected?.contains(rule) ?? true && !ignored.contains(rule)
    }
}

/// The number of objects and files of each sort.
package struct LintCounts: Sendable {
    /// The files that were read.
    package var files = 0
    /// The objects that were judged.
    package var judged = 0
    /// The objects of kinds that KubeStash does not have.
    package var others = 0
    /// The objects of Stash, KubeStash's predecessor.
    package var stash = 0
    /// The templates, which cannot be judged.
    package var templates: [String] = []
    /// The files without any object.
    package var empty: [String] = []
    /// The files that were found in a folder and are not manifests: nothing in them has an apiVersion or a kind.
    package var foreign: [String] = []
    /// The documents without an apiVersion and a kind.
    var foreignDocuments = 0
    /// The files and folders that could not be read, or not to their end.
    package var unreadable = 0
    /// The errors.
    package var errors = 0
    /// The warnings.
    package var warnings = 0

    /// Makes counts of zero.
    package init() {}

    /// Adds other counts.
    ///
    /// - Parameter other: The other counts.
    package mutating func add(_ other: LintCounts) {
        files += other.files
        judged += other.judged
        others += other.others
        stash += other.stash
        templates += other.templates
        empty += other.empty
        foreign += other.foreign
        foreignDocuments += other.foreignDocuments
        unreadable += other.unreadable
        errors += other.errors
        warnings += other.warnings
    }
}
