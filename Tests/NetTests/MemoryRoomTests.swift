import Testing

@testable import Net

/// Who asks for room is told the truth of what the kernel, the process's limits and its container leave.
struct MemoryRoomTests {
    /// A machine's files, and the memory they grant.
    struct Machine: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let granted: Int?

        static let all = [
            Machine(testDescription: "no control groups", files: [:], granted: nil),
            Machine(
                testDescription: "version 2 in a container",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "671088640\n"], granted: 671_088_640
            ),
            Machine(
                testDescription: "version 2 without a limit",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n"], granted: nil),
            Machine(
                testDescription: "version 2, and a group above that grants less",
                files: [
                    "/proc/self/cgroup": "0::/pod1/c1\n", "/sys/fs/cgroup/pod1/memory.max": "1000000\n",
                    "/sys/fs/cgroup/pod1/c1/memory.max": "2000000\n",
                ], granted: 1_000_000),
            Machine(
                testDescription: "version 1",
                files: [
                    "/proc/self/cgroup": "2:cpu:/x\n5:memory:/kubepods/c1\n",
                    "/sys/fs/cgroup/memory/memory.limit_in_bytes": "5000000\n",
                    "/sys/fs/cgroup/cpu/x/memory.limit_in_bytes": "1\n",
                ], granted: 5_000_000),
            Machine(
                testDescription: "version 1 without a limit",
                files: [
                    "/proc/self/cgroup": "5:memory:/\n",
                    "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
                ], granted: nil),
            Machine(
                testDescription: "nonsense",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "-4096 1\n"], granted: nil),
        ]
    }

    @Test(arguments: Machine.all)
    func granted(_ machine: Machine) {
        #expect(MemoryRoom(in: ControlGroups { machine.files[$0] }).granted == machine.granted)
    }

    /// Files that are mapped can be read again, so what they take is not counted.
    @Test(arguments: [
        ("118665 5115 3000 4000 0 13467 0\n", 2115), ("1 2 2 0 0 0 0", 0), ("1 2 3", nil), ("1 2", nil), ("", nil),
        (nil, nil), ("x y z", nil), ("1 9223372036854775807 0", nil),
    ])
    func taken(_ row: (text: String?, pages: Int?)) throws {
        let page = try #require(MemoryRoom.takenBytes("1 1 0"))
        #expect(page >= 4096)
        #expect(MemoryRoom.takenBytes(row.text) == row.pages.map { $0 * page })
    }

    @Test func thisProcess() throws {
        let unlimited = MemoryRoom(in: ControlGroups { _ in nil })
        #expect(unlimited.has(1 << 20))
        #expect(unlimited.has(0))
        #expect(!unlimited.has(1 << 60))
        #expect(!unlimited.has(.max))
        let files = ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "4194304\n"]
        // A test runner has taken more than this by now.
        #expect(!MemoryRoom(in: ControlGroups { files[$0] }).has(1 << 20))
    }
}
