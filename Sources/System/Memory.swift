internal import CLinux

private import Glibc

/// How much memory this process may take, as it is when this is made.
///
/// A Swift program that asks for memory and gets none ends, as does a container that takes more than it is granted. So a
/// server fixes at its start how much it may take, and stays within that.
package struct MemoryRoom: Sendable {
    /// The memory that the process is granted, in bytes: the limit of its control groups, or the machine's memory.
    package let granted: Int

    private let taken: Taken
    private let limits: Limits

    /// Looks at what is granted to this process (`memory.max` of version 2 of control groups, or `memory.limit_in_bytes` of
    /// version 1), at its own limits, and at what it has taken.
    package init() {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let statm = KernelFile.text(of: "/proc/self/statm", upTo: Self.longestStatm) ?? ""
        self.init(
            in: ControlGroups(), machine: pages > 0 ? pages * Self.page : .max,
            taken: Taken(reading: statm, page: Self.page) ?? Taken(), limits: Limits())
    }

    init(in groups: ControlGroups, machine: Int, taken: Taken, limits: Limits) {
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
        self.taken = taken
        self.limits = limits
    }

    /// How many bytes the process may take beside what it had: within what it is granted, and within its own limits of the
    /// address space (RLIMIT_AS) and of data (RLIMIT_DATA).
    /// - Parameters:
    ///   - count: How many threads it is going to start; the kernel counts their stacks at once.
    ///   - heapBytes: How much of the heap is never given back, which counts for the process's own limits.
    /// - Returns: The number of bytes, not negative.
    package func left(startingThreads count: Int, keepingInHeap heapBytes: Int = 0) -> Int {
        let kept = count * limits.stack + heapBytes
        let least = min(
            granted - taken.private, limits.addresses - taken.addresses - kept, limits.data - taken.data - kept)
        return max(0, least)
    }

    /// The cap on /proc/self/statm, in bytes: seven numbers.
    private static let longestStatm = 256

    private static let page = sysconf(Int32(_SC_PAGESIZE))
}

extension MemoryRoom {
    /// A process's share of the memory, in bytes.
    struct Taken: Equatable {
        /// Its address space.
        var addresses = 0
        /// The memory in the machine and in no file, which the kernel could not take back.
        var `private` = 0
        /// The memory that it may write to.
        var data = 0
    }

    /// A process's own limits, in bytes.
    struct Limits {
        /// Of the address space.
        var addresses = Int(linux_address_limit())
        /// Of what it may write to.
        var data = Int(linux_data_limit())
        /// Of a thread's stack.
        var stack = Int(linux_stack_size())
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

/// The heap of this process, of which the C library keeps free parts.
package enum Heap {
    /// Bounds how much free memory each thread's heap keeps at its end; to be called before there are threads that use much.
    ///
    /// By itself the C library keeps twice the size of the largest block that was freed (mallopt(3)), which a program that
    /// counts what it uses does not know of.
    ///
    /// Limits of the process (RLIMIT_AS, RLIMIT_DATA) count what is mapped, be it in use or not, and free memory within a heap
    /// stays mapped. Where there are any, all threads share one heap, as each further one reserves 64 MiB of the address
    /// space, and blocks of some size are mapped by themselves, which costs two system calls a block.
    /// - Parameter bytes: How much each heap keeps.
    package static func keep(atMost bytes: Int) {
        linux_bound_heaps(Int64(bytes))
    }

    /// Gives the kernel what the heap keeps of memory that nobody uses any more (malloc_trim(3)).
    ///
    /// Allocating threads wait meanwhile, some milliseconds at the most.
    package static func releaseFree() {
        linux_release_free_heap()
    }
}
