internal import CLinux

/// How many processors this process may use.
///
/// A container sees every processor of its machine but is granted the time of a few. More threads than granted
/// processors make the kernel stop all of them for the rest of a period once the grant is used up, which clients see as
/// pauses of up to 100 ms.
public enum Processors {
    /// The processors that this process may run on, or the time that its control groups grant where that is less.
    /// - Returns: At least 1; a fraction of a processor counts as a whole one.
    public static func granted() -> Int {
        let allowed = max(1, Int(linux_processor_count()))
        guard let quota = quota(reading: KernelFile.text) else { return allowed }
        return min(allowed, max(1, Int(exactly: quota.rounded(.up)) ?? allowed))
    }

    /// The processor time that control groups grant.
    ///
    /// Both versions are asked: `cpu.max` of version 2, and the quota and period of version 1, each for the process's
    /// own group and all groups above it, since the smallest holds.
    /// - Parameter file: Gives the text of a file, nil where there is none.
    /// - Returns: The number of processors' worth of time; nil where it is not limited.
    static func quota(reading file: (String) -> String?) -> Double? {
        var smallest: Double?
        for line in (file("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let controllers = parts[1].split(separator: ",")
            guard parts[1].isEmpty || controllers.contains("cpu") else { continue }
            for group in groups(from: parts[2]) {
                let limit = parts[1].isEmpty ? version2(group, file) : version1(group, file)
                if let limit { smallest = min(smallest ?? limit, limit) }
            }
        }
        return smallest
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

    private static func version2(_ group: String, _ file: (String) -> String?) -> Double? {
        let numbers = (file("/sys/fs/cgroup\(group)/cpu.max") ?? "").split(whereSeparator: \.isWhitespace)
        guard numbers.count == 2 else { return nil }
        return ratio(numbers[0], numbers[1])
    }

    private static func version1(_ group: String, _ file: (String) -> String?) -> Double? {
        let folder = "/sys/fs/cgroup/cpu\(group)"
        guard let quota = file("\(folder)/cpu.cfs_quota_us"), let period = file("\(folder)/cpu.cfs_period_us") else {
            return nil
        }
        return ratio(Substring(quota.filter { !$0.isWhitespace }), Substring(period.filter { !$0.isWhitespace }))
    }

    /// `max` (version 2) and -1 (version 1) mean that there is no limit.
    private static func ratio(_ quota: Substring, _ period: Substring) -> Double? {
        guard let quota = Int64(quota), let period = Int64(period), quota > 0, period > 0 else { return nil }
        return Double(quota) / Double(period)
    }
}
