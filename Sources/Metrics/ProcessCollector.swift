private import Glibc
private import System

/// The kernel's information about this process, under the names that all programs use for it.
///
/// Values that cannot be read, or are not as proc(5) describes them, are left out.
package struct ProcessCollector: Collector {
    /// The largest size of /proc/stat, in bytes: a hundred for each processor of a large machine, and as many for its
    /// interrupts.
    private static let longestStat = 256 << 10

    private let root: String

    /// Makes a collector.
    ///
    /// - Parameter root: The folder of the kernel's files.
    package init(root: String = "/proc") {
        self.root = root
    }

    /// The present numbers.
    ///
    /// - Returns: Those that can be read.
    package func collect() -> [MetricFamily] {
        let status = KernelFile.text(of: "\(root)/self/stat").flatMap(Self.status)
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        let families: [MetricFamily?] = [
            status.map { status in
                MetricFamily(
                    MetricDescription("process_cpu_seconds", unit: "seconds", "CPU time used by the process."),
                    .counter, [Sample(suffix: "_total", .decimal(Double(status.cpuTicks) / ticks))])
            },
            status.map {
                gauge("process_resident_memory_bytes", "bytes", "Memory in RAM.", .integer($0.residentBytes))
            },
            status.map {
                gauge("process_virtual_memory_bytes", "bytes", "Memory mapped.", .integer($0.virtualBytes))
            },
            status.map { gauge("process_threads", nil, "Threads of the process.", .integer($0.threads)) },
            Self.entryCount(of: "\(root)/self/fd").map {
                gauge("process_open_fds", nil, "Open file descriptors.", .integer(Int64($0)))
            },
            KernelFile.text(of: "\(root)/self/limits").flatMap(Self.descriptorLimit).map {
                gauge("process_max_fds", nil, "How many file descriptors may be open.", .integer($0))
            },
            status.flatMap { status in
                KernelFile.text(of: "\(root)/stat", upTo: Self.longestStat).flatMap(Self.bootTime).map { boot in
                    gauge(
                        "process_start_time_seconds", "seconds", "Start of the process, in seconds since 1970.",
                        .decimal(Double(boot) + Double(status.startTicks) / ticks))
                }
            },
        ]
        return families.compactMap(\.self)
    }

    private func gauge(_ name: String, _ unit: String?, _ help: String, _ value: Sample.Value) -> MetricFamily {
        MetricFamily(MetricDescription(name, unit: unit, help), .gauge, [Sample(value)])
    }

    /// The used fields of /proc/self/stat.
    private struct Status {
        let cpuTicks: Int64
        let threads: Int64
        let startTicks: Int64
        let virtualBytes: Int64
        let residentBytes: Int64
    }

    private static func status(_ text: String) -> Status? {
        // The second field is the program's name in parentheses, which may contain any character.
        guard let nameEnd = text.lastIndex(of: ")") else { return nil }
        let fields = text[nameEnd...].dropFirst().split { $0 == " " || $0 == "\n" }
        // Fields are counted from one in proc(5), and the first one here is the third.
        func field(_ number: Int) -> Int64? {
            guard fields.indices.contains(number - 3), let value = Int64(fields[number - 3]) else { return nil }
            return value >= 0 ? value : nil
        }
        guard let user = field(14), let system = field(15), let threads = field(20), let start = field(22),
            let virtual = field(23), let pages = field(24)
        else { return nil }
        let (cpu, cpuOverflow) = user.addingReportingOverflow(system)
        let (resident, residentOverflow) = pages.multipliedReportingOverflow(by: Int64(sysconf(Int32(_SC_PAGESIZE))))
        guard !cpuOverflow, !residentOverflow else { return nil }
        return Status(
            cpuTicks: cpu, threads: threads, startTicks: start, virtualBytes: virtual, residentBytes: resident)
    }

    /// The current limit, from /proc/self/limits; nil if there is none.
    private static func descriptorLimit(_ text: String) -> Int64? {
        number(after: "Max open files", in: text)
    }

    /// The time at which the machine was started, from /proc/stat, in seconds since 1970.
    private static func bootTime(_ text: String) -> Int64? {
        number(after: "btime", in: text)
    }

    private static func number(after label: String, in text: String) -> Int64? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("\(label) ") }) else { return nil }
        return line.dropFirst(label.count).split(separator: " ").first.flatMap { Int64($0) }
    }

    /// The number of entries of a folder, without the descriptor that reads it; nil if it cannot be read.
    private static func entryCount(of path: String) -> Int? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { _ = unsafe closedir(folder) }
        var count = 0
        while let entry = unsafe readdir(folder) {
            // The folder itself and the one above begin with a dot, and a descriptor is a number.
            if unsafe entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return max(0, count - 1)
    }
}
