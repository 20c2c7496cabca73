import Glibc
import TestSupport
import Testing

@testable import Metrics

/// Files of the kernel are used only if they have the form that proc(5) describes.
struct ProcessCollectorTests {
    private static func values(_ collector: ProcessCollector) -> [String: Sample.Value] {
        let families = collector.collect()
        return Dictionary(uniqueKeysWithValues: families.map { ($0.description.name, $0.samples[0].value) })
    }

    private static let all: Set = [
        "process_cpu_seconds", "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_threads",
        "process_open_fds", "process_max_fds", "process_start_time_seconds",
    ]

    @Test func thisProcess() throws {
        let values = Self.values(ProcessCollector())
        #expect(Set(values.keys) == Self.all)
        func integer(_ name: String) throws -> Int64 {
            guard case .integer(let value)? = values[name] else { throw TestClientError.incomplete }
            return value
        }
        guard case .decimal(let start)? = values["process_start_time_seconds"] else { throw TestClientError.incomplete }
        let resident = try integer("process_resident_memory_bytes")
        #expect(try resident > 1 << 20 && resident < integer("process_virtual_memory_bytes"))
        let open = try integer("process_open_fds")
        #expect(try open >= 3 && open < integer("process_max_fds"))
        #expect(try integer("process_threads") >= 1)
        // The process started before now, and after this test was written.
        #expect(start > 1_700_000_000 && start <= Double(time(nil)) + 1)
    }

    /// A folder with these files, in place of /proc.
    private func root(_ stat: String, limits: String = "", boot: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = unsafe mkdir("\(folder.path)/self", 0o700)
        try folder.write(stat, to: "self/stat")
        try folder.write(limits, to: "self/limits")
        try folder.write(boot, to: "stat")
        return folder
    }

    /// The name of the program may contain blanks and parentheses.
    @Test func oddName() throws {
        let stat = "12 (a) b (c 1 2 3) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14 15 16 8 18 5000 123456 30 x\n"
        let folder = try root(
            stat, limits: "Limit  Soft Hard\nMax open files            1024   4096  files\n",
            // A machine with many processors and interrupts has a long list before it.
            boot: String(repeating: "cpu9 1 2 3\n", count: 20_000) + "btime 1700000000\nprocesses 7\n")
        let values = Self.values(ProcessCollector(root: folder.path))
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        #expect(values["process_cpu_seconds"] == .decimal(200 / ticks))
        #expect(values["process_threads"] == .integer(8))
        #expect(values["process_virtual_memory_bytes"] == .integer(123_456))
        #expect(values["process_resident_memory_bytes"] == .integer(30 * Int64(sysconf(Int32(_SC_PAGESIZE)))))
        #expect(values["process_start_time_seconds"] == .decimal(1_700_000_000 + 5000 / ticks))
        #expect(values["process_max_fds"] == .integer(1024))
        #expect(values["process_open_fds"] == nil)
    }

    /// The descriptor that the count itself opens and the entries for folders are not counted.
    @Test(arguments: 0...3) func openDescriptors(_ count: Int) throws {
        let folder = try root("")
        _ = unsafe mkdir("\(folder.path)/self/fd", 0o700)
        for number in 0..<count + 1 { try folder.write("", to: "self/fd/\(number)") }
        let values = Self.values(ProcessCollector(root: folder.path))
        #expect(values["process_open_fds"] == .integer(Int64(count)))
    }

    @Test(arguments: [
        "", "12 (a", "12 (a) S", "12 (a) S 1 2 3 4 5 6 7 8 9 10 -1 50 13 14 15 16 8 18 5000 123456 30",
        "12 (a) S 1 2 3 4 5 6 7 8 9 10 9223372036854775807 1 13 14 15 16 8 18 5000 123456 30",
        "12 (a) S 1 2 3 4 5 6 7 8 9 10 1 1 13 14 15 16 8 18 5000 123456 9223372036854775807",
        "12 (a) S 1 2 3 4 5 6 7 8 9 10 x 1 13 14 15 16 8 18 5000 123456 30",
    ])
    func garbage(stat: String) throws {
        let limits = "Max open files            unlimited            unlimited            files\n"
        let folder = try root(stat, limits: limits, boot: "btime x\n")
        #expect(Self.values(ProcessCollector(root: folder.path)).isEmpty)
    }

    @Test func nothingThere() {
        #expect(Self.values(ProcessCollector(root: "/nowhere")).isEmpty)
    }
}
