internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// The paths that a task backs up should be on volumes that it mounts.
///
/// Anything else at a path is part of the image that takes the backup. Only the Addons of workloads and claims are
/// known to read `paths` like that.
struct UnmountedPath: ObjectRule {
    /// A path without a volume.
    static let info = RuleInfo(
        "unmounted-path", .warning, "a task is to back up a path that no volume is mounted at")

    var fields: [String] { ["tasks.params.paths"] }
    var triggers: [Key] { [Names.tasks] }

    /// Warns of the first path of every task that is on none of its volumes.
    func check(_ addon: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let tasks = document.present(Names.tasks, of: addon), let name = document.text(Names.name, of: addon)
        else { return }
        let isClaim = document.isString(name, AddonCatalogue.claim)
        guard isClaim || document.isString(name, AddonCatalogue.workload) else { return }
        for task in document.elements(of: tasks) {
            guard let params = document.present(Names.params, of: task),
                let paths = document.present(Names.paths, of: params),
                document.writtenLength(of: paths) <= DirectoryPath.longest
            else { continue }
            // Parameters that are not texts are reported as such.
            guard document.kind(of: paths) == .string else { continue }
            let volumes = document.present(Names.targetVolumes, of: task)
            let pod = document.present(Names.jobTemplate, of: addon).flatMap { document.present(Names.spec, of: $0) }
            let mounts = Mounts(lists: (volumes, pod), hasClaim: isClaim, document: document)
            guard mounts.areFew, let problem = document.withUTF8(of: paths, { mounts.problem(with: $0) }) else {
                continue
            }
            report(paths, problem, mounts, in: document, &findings)
        }
    }

    private func report(
        _ paths: Document.Node, _ problem: Mounts.Problem, _ mounts: Mounts, in document: Document,
        _ findings: inout Findings
    ) {
        switch problem {
        case .noPath:
            findings.report(Self.info, .invalid, paths, "names no path\(mounts.text(after: "; the task"))")
        case .controlCharacters:
            findings.report(
                Self.info, .invalid, paths, "must not have control characters, such as a line break",
                suggestion: document.withUTF8(of: paths) { $0.trimmed })
        case .root:
            findings.report(
                Self.info, .invalid, paths,
                "is all that the image of the backup has, too\(mounts.text(after: ": the task"))")
        case .outside(let path):
            let isOnly = document.isString(paths, path)
            let subject = isOnly ? "is" : "path \(Quoted.text(path, limit: 64)) is"
            let absolute = "/" + path
            let isMeant =
                isOnly && path.first != "/" && path.first != "." && mounts.problem(with: absolute.utf8.span) == nil
            findings.report(
                Self.info, .invalid, paths, "\(subject) not on a volume\(mounts.text(after: ": the task"))",
                suggestion: isMeant ? .replace(with: absolute) : nil)
        }
    }
}

/// The places at which a task mounts volumes.
private struct Mounts {
    /// The objects that have lists of mounts.
    let lists: (Document.Node?, Document.Node?)
    /// Whether the Addon mounts the claim that is its target.
    let hasClaim: Bool
    let document: Document

    /// The reason why paths are not what is to be backed up.
    enum Problem {
        /// There is none.
        case noPath
        /// A line break or another control character is in the text.
        case controlCharacters
        /// The path is the root, and the volumes are below it.
        case root
        /// The path is on no volume.
        case outside(String)
    }

    /// The place of the claim.
    private static let claim = Array("/kubestash-data".utf8)
    /// The most mounts with which each path is compared, so that the cost stays linear; Pods have a few.
    private static let mostCompared = 64
    /// The most places that a message lists.
    private static let mostListed = 5

    /// Whether there are so few mounts that each path can be compared with all of them.
    var areFew: Bool {
        [lists.0, lists.1].allSatisfy { object in
            guard let list = object.flatMap({ document.present(Names.volumeMounts, of: $0) }) else { return true }
            return document.count(of: list, upTo: Self.mostCompared + 1) <= Self.mostCompared
        }
    }

    /// The first problem of a list with commas: a path that is neither on a volume nor above one.
    ///
    /// A path with a variable in it is not known here.
    func problem(with paths: Span<UInt8>) -> Problem? {
        if paths.hasControlCharacters { return .controlCharacters }
        var rest = paths.indices
        var isEmpty = true
        while let item = paths.nextItem(in: rest, separatedBy: ",") {
            rest = item.upperBound..<paths.count
            let path = paths.extracting(paths.trimmedWhiteSpace(item))
            guard !path.isEmpty else { continue }
            isEmpty = false
            guard !path.contains(UInt8(ascii: "$")) else { continue }
            if let problem = DirectoryPath.withResolved(path, { self.problem(withOne: path, resolved: $0) }) {
                return problem
            }
        }
        return isEmpty ? .noPath : nil
    }

    private func problem(withOne path: Span<UInt8>, resolved: Span<UInt8>) -> Problem? {
        guard path.first == UInt8(ascii: "/") else { return .outside(String(path)) }
        var root = DirectoryPath()
        let isRoot = root.next(in: resolved) == nil
        var holds = hasClaim && isOn(resolved, Self.claim.span, isRoot: isRoot)
        var hasVolume = hasClaim
        forEach { mount in
            hasVolume = true
            guard !holds else { return }
            holds = document.withUTF8(of: mount) { mount in
                DirectoryPath.withResolved(mount) { isOn(resolved, $0, isRoot: isRoot) }
            }
        }
        if holds { return nil }
        return isRoot && hasVolume ? .root : .outside(String(path))
    }

    /// Whether a path is on a volume, or above it without being the root.
    private func isOn(_ path: Span<UInt8>, _ mount: Span<UInt8>, isRoot: Bool) -> Bool {
        DirectoryPath.areSame(path, mount) || DirectoryPath.isInside(path, mount)
            || !isRoot && DirectoryPath.isInside(mount, path)
    }

    private func forEach(_ body: (Document.Node) -> Void) {
        for object in [lists.0, lists.1] {
            guard let list = object.flatMap({ document.present(Names.volumeMounts, of: $0) }) else { continue }
            for mount in document.elements(of: list) {
                if let path = document.text(Names.mountPath, of: mount) { body(path) }
            }
        }
    }

    /// The places for a message, after words that lead to them.
    func text(after words: String) -> String {
        var places = hasClaim ? [Quoted.text(String(Self.claim.span))] : []
        forEach { mount in
            if places.count < Self.mostListed { places.append(document.quotedText(of: mount, limit: 64) ?? "") }
        }
        return places.isEmpty
            ? "\(words) has no targetVolumes.volumeMounts"
            : "\(words) mounts volumes at \(places.joined(separator: ", "))"
    }
}

/// Volumes, mounts and containers should not have the names and places that KubeStash gives to its own.
///
/// The Pod that takes the backup has those already: one of the two would be refused, or hide the other.
struct ReservedName: ObjectRule {
    /// A volume, mount or container with a name or place of KubeStash's own.
    static let info = RuleInfo(
        "reserved-name", .warning, "a volume, mount or container has a name or place that KubeStash keeps for its own")

    /// Names of one kind of things.
    private struct Reserved {
        let kind: String
        let names: [Key]
        /// The length of the shortest one in bytes: nearly every other name is shorter, which is seen at once.
        let shortest: Int

        init(_ kind: String, _ names: [Key]) {
            self.kind = kind
            self.names = names
            shortest = names.map(\.text.utf8.count).min() ?? 0
        }
    }

    private static let volumes = Reserved(
        "volume", ["kubestash-tmp-volume", "kubestash-interim-volume", "kubestash-data-volume"])
    private static let containers = Reserved("container", ["kubestash", "operator"])
    /// The directories at which it mounts the volumes, the shortest one first.
    private static let directories: [StaticString] = ["kubestash-tmp", "kubestash-interim", "kubestash-data"]

    /// Where the lists are; a plain value, so that a call of the rule counts no references.
    enum Place: Sendable {
        /// In the volumes of a task's target.
        case target
        /// In a hook.
        case hook
        /// In the Pod of an Addon's jobTemplate.
        case pod
    }

    private static let listsOfTarget = [Names.volumes, Names.volumeMounts, Names.volumeClaimTemplates]
    private static let listsOfHook = [Names.volumes, Names.volumeMounts]

    let place: Place

    var fields: [String] {
        let volumes = ["volumes.name", "volumeMounts.name", "volumeMounts.mountPath"]
        return switch place {
        case .target: volumes + ["volumeClaimTemplates.metadata.name"]
        case .hook: volumes
        case .pod: (volumes + ["initContainers.name"]).map { "jobTemplate.spec.\($0)" }
        }
    }
    var triggers: [Key] {
        switch place {
        case .target: Self.listsOfTarget
        case .hook: Self.listsOfHook
        case .pod: [Names.jobTemplate]
        }
    }

    /// Warns of every name and place that is reserved.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard place == .pod else {
            return check(place == .target ? Self.listsOfTarget : Self.listsOfHook, of: object, in: document, &findings)
        }
        guard let template = document.present(Names.jobTemplate, of: object),
            let spec = document.present(Names.spec, of: template)
        else { return }
        check(Self.listsOfHook, of: spec, in: document, &findings)
        guard let list = document.present(Names.initContainers, of: spec) else { return }
        for item in document.elements(of: list) { checkName(of: item, Self.containers, in: document, &findings) }
    }

    private func check(
        _ lists: [Key], of object: Document.Node, in document: Document, _ findings: inout Findings
    ) {
        for key in lists {
            guard let list = document.present(key, of: object) else { continue }
            for item in document.elements(of: list) { checkItem(item, in: document, &findings) }
        }
    }

    private func checkItem(_ item: Document.Node, in document: Document, _ findings: inout Findings) {
        // Only a claim has its name in its metadata.
        let isNamed = document.member(Names.name, of: item) != nil
        let named = isNamed ? item : document.present(Names.metadata, of: item)
        if let named { checkName(of: named, Self.volumes, in: document, &findings) }
        guard let path = document.text(Names.mountPath, of: item),
            document.writtenLength(of: path) > Self.directories[0].utf8CodeUnitCount,
            document.withUTF8(of: path, Self.isReserved)
        else { return }
        findings.report(
            Self.info, .invalid, path, "is where KubeStash mounts a volume of its own; choose another path")
    }

    private func checkName(
        of item: Document.Node, _ reserved: Reserved, in document: Document, _ findings: inout Findings
    ) {
        guard let name = document.text(Names.name, of: item), document.writtenLength(of: name) >= reserved.shortest,
            reserved.names.contains(where: { document.isString(name, $0) })
        else { return }
        findings.report(
            Self.info, .invalid, name,
            "is the name of a \(reserved.kind) that KubeStash adds by itself; choose another one")
    }

    private static func isReserved(_ path: Span<UInt8>) -> Bool {
        DirectoryPath.withResolved(path) { path in
            var parts = DirectoryPath()
            guard let part = parts.next(in: path), path.starts(part, with: "kubestash-") else { return false }
            return directories.contains { path.equals(part, $0) }
        }
    }
}
