internal import CLinux

/// The number of processors that this process may use.
///
/// A container sees every processor of its machine but is granted the time of a few. If there are more threads than
/// granted processors, the kernel stops all of them for the rest of a period once the grant is used up, which clients
/// see as pauses of up to 100 ms.
package enum Processors {
    /// The processors that this process may run on, or the time that its control groups grant if that is less.
    /// - Returns: At least 1; a fraction of a processor counts as a whole one.
    package static func granted() -> Int {
        granted(of: Int(linux_processor_count()), quota: quota(in: ControlGroups()))
    }

    /// The number of processors for a process that may run on this many and is granted the time of this many.
    static func granted(of processors: Int, quota: Double?) -> Int {
        let allowed = max(1, processors)
        guard let quota else { return allowed }
        return min(allowed, max(1, Int(exactly: quota.rounded(.up)) ?? allowed))
    }

    /// The processor time that control groups grant: `cpu.max` of version 2, and the quota and period of version 1.
    /// - Parameter groups: The control groups.
    /// - Returns: The processor time, in processors; nil if it is not limited.
    static func quota(in groups: ControlGroups) -> Double? {
        groups.smallestBound(of: "cpu") { group in
            let numbers =
                switch group {
                case .version2(let folder): groups.words(of: folder + "/cpu.max")
                case .version1(let folder):
                    groups.words(of: folder + "/cpu.cfs_quota_us") + groups.words(of: folder + "/cpu.cfs_period_us")
                }
            // `max` (version 2) and -1 (version 1) mean that there is no limit.
            guard numbers.count == 2, let quota = Int64(numbers[0]), let period = Int64(numbers[1]) else { return nil }
            return quota > 0 && period > 0 ? Double(quota) / Double(period) : nil
        }
    }
}
