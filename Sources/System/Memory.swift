internal import CLinux

private import Glibc

/// The memory that this process may still allocate.
///
/// A Swift program ends if an allocation fails, and so does a container that exceeds its limit. So code that is about
/// to allocate much asks first.
public struct MemoryRoom: Sendable {
    /// The memory that the process is granted, in bytes: the limit of its control groups, or the machine's memory.
    public let granted: Int

    /// Reads the grant of this process: `memory.max` of version 2 of control groups, or `memory.limit_in_bytes` of
    /// version 1.
    public init() {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        self.init(in: ControlGroups(), machine: pages > 0 ? pages * Self.page : .max)
    }

    init(in groups: ControlGroups, machine: Int) {
        let bound = groups.smallestBound(of: "memory") { group -> Int? in
            let words =
                switch group {
                case .version2(let folder): groups.words(of: folder + "/memory.max")
                case .version1(let folder): groups.words(of: folder + "/memory.limit_in_bytes")
                }
            // `max` (version 2) is not a number, and no limit in version 1 is more than any machine has.
            guard words.count == 1, let bytes = Int(words[0]), bytes > 0 else { return nil }
            return bytes
        }
        granted = min(bound ?? machine, machine)
    }

    /// Whether this much memory could be allocated now, within the grant and the limits of the process.
    ///
    /// The limits are those of the address space (RLIMIT_AS) and of data (RLIMIT_DATA). The call takes some
    /// microseconds.
    /// - Parameter bytes: The number of bytes.
    /// - Returns: Whether there is enough; it is not reserved.
    public func has(_ bytes: Int) -> Bool {
        let statm = KernelFile.text(of: "/proc/self/statm", upTo: Self.longestStatm) ?? ""
        guard let taken = Taken(reading: statm, page: Self.page) else { return bytes <= granted }
        return has(bytes, beside: taken, addresses: Int(linux_address_limit()), data: Int(linux_data_limit()))
    }

    func has(_ bytes: Int, beside taken: Taken, addresses: Int, data: Int) -> Bool {
        func fits(beside taken: Int, within limit: Int) -> Bool {
            let (sum, isTooMuch) = taken.addingReportingOverflow(bytes)
            return !isTooMuch && sum <= limit
        }
        return fits(beside: taken.private, within: granted) && fits(beside: taken.addresses, within: addresses)
            && fits(beside: taken.data, within: data)
    }

    /// The largest size of /proc/self/statm, in bytes: seven numbers, small enough to read while a server answers.
    private static let longestStatm = 256

    private static let page = sysconf(Int32(_SC_PAGESIZE))
}

extension MemoryRoom {
    /// The memory of a process, in bytes.
    struct Taken: Equatable {
        /// Its address space.
        var addresses: Int
        /// Its private memory that is in the machine and not in a file, which the kernel could not take back.
        var `private`: Int
        /// The memory that it may write to.
        var data: Int
    }
}

extension MemoryRoom.Taken {
    /// Reads `/proc/PID/statm` (proc_pid_statm(5)); nil if the text has another form.
    /// - Parameters:
    ///   - statm: The file's text; it counts in pages.
    ///   - page: The size of a page in bytes.
    init?(reading statm: String, page: Int) {
        let pages = statm.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        // No machine has more pages than this; the products below stay far from the largest number.
        guard pages.count == 7, pages.allSatisfy({ 0 <= $0 && $0 < 1 << 44 }), pages[1] >= pages[2] else { return nil }
        addresses = pages[0] * page
        `private` = (pages[1] - pages[2]) * page
        data = pages[5] * page
    }
}

/// The control groups of this process, which limit its use of the machine (cgroups(7)).
///
/// Both versions are read, and for each the process's own group and all groups above it: each of them may set a bound,
/// and the smallest one holds.
struct ControlGroups {
    /// A group of one version.
    enum Group {
        /// The folder of a group of version 2, which all controllers share.
        case version2(String)
        /// The folder of a group of version 1, which belongs to one controller.
        case version1(String)
    }

    private let file: (String) -> String?

    /// Reads control groups.
    /// - Parameter file: Returns the text of a file, nil if there is none.
    init(reading file: @escaping (String) -> String? = { KernelFile.text(of: $0) }) {
        self.file = file
    }

    /// The smallest bound that a controller sets.
    /// - Parameters:
    ///   - controller: The controller's name, such as `cpu`.
    ///   - bound: Reads the bound of a group; nil if it sets none.
    /// - Returns: The bound; nil if there is none.
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

    /// The words of a group's file; empty if it cannot be read.
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

/// Memory of this process that can be returned to the kernel.
public enum ResidentMemory {
    /// Returns the heap's unused memory to the kernel (malloc_trim(3)).
    ///
    /// Threads that allocate wait meanwhile, some milliseconds at most.
    public static func releaseFreeHeap() {
        linux_release_free_heap()
    }
}
