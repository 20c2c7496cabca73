internal import CLinux
private import Glibc

/// How much memory this process may still take.
///
/// A Swift program that asks for memory and gets none ends, as does a container that takes more than it is granted. So
/// who is about to take much asks first.
public struct MemoryRoom: Sendable {
    /// How many bytes the process's control groups grant; nil where they do not limit it.
    public let granted: Int?

    /// Looks at what is granted to this process: `memory.max` of version 2 of control groups, and
    /// `memory.limit_in_bytes` of version 1.
    public init() {
        self.init(in: ControlGroups(reading: { KernelFile.text(of: $0) }))
    }

    init(in groups: ControlGroups) {
        granted = groups.smallestBound(of: "memory") { group in
            let words =
                switch group {
                case .version2(let folder): groups.words(of: folder + "/memory.max")
                case .version1(let folder): groups.words(of: folder + "/memory.limit_in_bytes")
                }
            // `max` (version 2) and the largest number of pages (version 1) mean that there is no limit.
            guard words.count == 1, let bytes = Int(words[0]), bytes > 0, bytes < Self.unlimited else { return nil }
            return bytes
        }
    }

    /// No machine has as much, and version 1 says it in place of no limit, rounded down to a page of whatever size.
    private static let unlimited = 1 << 60

    /// Whether so much could be taken now.
    ///
    /// The kernel is asked to map as much, which takes its limits of the process (RLIMIT_AS, RLIMIT_DATA) and its own
    /// room into account, and gets it back untouched. Takes some microseconds, and a dozen where the container is limited.
    /// - Parameter bytes: How many bytes.
    /// - Returns: Whether there is room; it is not reserved.
    public func has(_ bytes: Int) -> Bool {
        guard linux_can_map(max(1, bytes)) == 1 else { return false }
        guard let granted, let taken = Self.takenBytes(KernelFile.text(of: "/proc/self/statm")) else { return true }
        let (sum, isTooMuch) = taken.addingReportingOverflow(bytes)
        return !isTooMuch && sum <= granted
    }

    /// The memory that a process has in the machine and that is in no file, which the kernel could not take back.
    /// - Parameter text: What `/proc/PID/statm` says (proc_pid_statm(5)), in pages.
    /// - Returns: How many bytes; nil where the text does not tell.
    static func takenBytes(_ text: String?) -> Int? {
        let pages = (text ?? "").split(whereSeparator: \.isWhitespace).prefix(3).compactMap { Int($0) }
        guard pages.count == 3, pages[1] >= pages[2] else { return nil }
        let (bytes, isTooMuch) = (pages[1] - pages[2]).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
        return isTooMuch ? nil : bytes
    }
}
