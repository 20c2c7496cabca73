internal import CLinux

/// The memory of this process that is in the machine, and that it can do without.
public enum ResidentMemory {
    /// Gives the kernel what the heap keeps of memory that nobody uses any more (malloc_trim(3)).
    ///
    /// Allocating threads wait meanwhile, some milliseconds at the most.
    public static func releaseFreeHeap() {
        linux_release_free_heap()
    }

    /// Lets go of the program's code, which comes back page by page as it is used.
    ///
    /// Reading options and certificates goes through some megabytes of it that serving never looks at again.
    public static func releaseCode() {
        for range in codeRanges(in: KernelFile.text(of: "/proc/self/maps") ?? "") {
            _ = linux_forget_pages(range.lowerBound, range.upperBound)
        }
    }

    /// The parts of a process's memory that hold code from files.
    ///
    /// Nothing but what can be executed and never written may be forgotten: the rest may have been changed since it was
    /// read.
    /// - Parameter maps: The text of `/proc/PID/maps` (proc_pid_maps(5)).
    /// - Returns: The addresses.
    static func codeRanges(in maps: String) -> [Range<UInt64>] {
        maps.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: " ", maxSplits: 5)
            guard columns.count == 6, columns[1] == "r-xp", columns[5].drop(while: { $0 == " " }).hasPrefix("/") else {
                return nil
            }
            let ends = columns[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
        }
    }
}
