/// The control groups of this process, which bound what it may take of its machine (cgroups(7)).
///
/// Both versions are looked at, and for each the process's own group and all groups above it: each of them may set a
/// bound, and the smallest holds.
struct ControlGroups {
    /// A group, as a controller has it.
    enum Group {
        /// The folder of a group of version 2, which all controllers share.
        case version2(String)
        /// The folder of a group of version 1, which a controller has for itself.
        case version1(String)
    }

    private let file: (String) -> String?

    /// Looks at control groups.
    /// - Parameter file: Gives the text of a file, nil where there is none.
    init(reading file: @escaping (String) -> String? = { KernelFile.text(of: $0) }) {
        self.file = file
    }

    /// The smallest bound that a controller sets.
    /// - Parameters:
    ///   - controller: The controller's name, such as `cpu`.
    ///   - bound: Reads the bound of a group; nil where it sets none.
    /// - Returns: The bound; nil where there is none.
    func smallestBound<Bound: Comparable>(of controller: String, _ bound: (Group) -> Bound?) -> Bound? {
        var smallest: Bound?
        for line in (file("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isVersion2 = parts[1].isEmpty
            guard isVersion2 || parts[1].split(separator: ",").contains(Substring(controller)) else { continue }
            for path in Self.groups(from: parts[2]) {
                let group =
                    isVersion2
                    ? Group.version2("/sys/fs/cgroup\(path)")
                    : Group.version1("/sys/fs/cgroup/\(controller)\(path)")
                if let found = bound(group) { smallest = min(smallest ?? found, found) }
            }
        }
        return smallest
    }

    /// The words of a group's file, none where it cannot be read.
    func words(of path: String) -> [Substring] {
        (file(path) ?? "").split(whereSeparator: \.isWhitespace)
    }

    /// A group and all groups above it, up to the root, which is the empty text.
    private static func groups(from path: Substring) -> [String] {
        var names = path.split(separator: "/")
        var all = [""]
        while !names.isEmpty {
            all.append("/" + names.joined(separator: "/"))
            names.removeLast()
        }
        return all
    }
}
