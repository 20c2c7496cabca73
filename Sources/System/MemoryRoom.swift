internal import CLinux
private import Glibc

/// How much memory this process may still take.
///
/// A Swift program that asks for memory and gets none ends, as does a container that takes more than it is granted. So
/// who is about to take much asks first.
public struct MemoryRoom: Sendable {
    /// How many bytes the process is granted in all: what its control groups say, or what the machine has.
    public let granted: Int

    /// Looks at what is granted to this process: `memory.max` of version 2 of control groups, or
    /// `memory.limit_in_bytes` of version 1.
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
            // `max` (version 2) is no number, and no limit in version 1 is more than any machine has.
            guard words.count == 1, let bytes = Int(words[0]), bytes > 0 else { return nil }
            return bytes
        }
        granted = min(bound ?? machine, machine)
    }

    /// Whether so much could be taken now, beside what the process has: within what it is granted, and within its own
    /// limits of the address space (RLIMIT_AS) and of data (RLIMIT_DATA).
    ///
    /// Takes some microseconds.
    /// - Parameter bytes: How many bytes.
    /// - Returns: Whether there is room; it is not reserved.
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

    /// The cap on /proc/self/statm, in bytes: seven numbers, small enough to be read while a server answers.
    private static let longestStatm = 256

    private static let page = sysconf(Int32(_SC_PAGESIZE))
}

extension MemoryRoom {
    /// What a process has of memory, in bytes.
    struct Taken: Equatable {
        /// Its address space.
        var addresses: Int
        /// What it has in the machine and in no file, which the kernel could not take back.
        var `private`: Int
        /// What it may write to.
        var data: Int
    }
}

extension MemoryRoom.Taken {
    /// Reads `/proc/PID/statm` (proc_pid_statm(5)); nil where the text is something else.
    /// - Parameters:
    ///   - statm: The file's text; it counts in pages.
    ///   - page: How many bytes a page has.
    init?(reading statm: String, page: Int) {
        let pages = statm.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        // No machine has more pages than this; the products below stay far from the largest number.
        guard pages.count == 7, pages.allSatisfy({ 0 <= $0 && $0 < 1 << 44 }), pages[1] >= pages[2] else { return nil }
        addresses = pages[0] * page
        `private` = (pages[1] - pages[2]) * page
        data = pages[5] * page
    }
}
