import Testing

@testable import System
@testable import System

/// Who asks for room is told the truth of what the kernel, the process's limits and its container leave.
struct MemoryRoomTests {
    /// A machine's files, and the memory they grant.
    struct Machine: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let granted: Int

        static let all = [
            Machine(testDescription: "no control groups", files: [:], granted: 8_000_000),
            Machine(
                testDescription: "version 2 in a container",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "671088\n"], granted: 671_088
            ),
            Machine(
                testDescription: "version 2 without a limit",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n"], granted: 8_000_000),
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
                ], granted: 8_000_000),
            Machine(
                testDescription: "nonsense",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "-4096 1\n"], granted: 8_000_000),
        ]
    }

    /// A machine of eight million bytes grants them where nobody else says less.
    @Test(arguments: Machine.all)
    func granted(_ machine: Machine) {
        let groups = ControlGroups { machine.files[$0] }
        #expect(MemoryRoom(in: groups, machine: 8_000_000).granted == machine.granted)
    }

    /// Files that are mapped can be read again, so what they take is not counted.
    @Test func taken() throws {
        let taken = try #require(MemoryRoom.Taken(reading: "118665 5115 3000 4000 0 13467 0\n", page: 4096))
        #expect(taken == MemoryRoom.Taken(addresses: 118_665 * 4096, private: 2115 * 4096, data: 13_467 * 4096))
    }

    @Test(arguments: [
        "", "1 2", "1 1 2 0 0 0 0", "x y z 0 0 0 0", "1 9223372036854775807 0 0 0 0 0", "1 -1 -2 0 0 0 0",
        "1 1 1 1 1 1 1 1",
    ])
    func notStatm(_ text: String) {
        #expect(MemoryRoom.Taken(reading: text, page: 4096) == nil)
    }

    /// Each limit holds by itself, up to its last byte.
    @Test(arguments: [
        (bytes: 10, granted: 60, addresses: 110, data: 80, hasRoom: true),
        (bytes: 10, granted: 59, addresses: 110, data: 80, hasRoom: false),
        (bytes: 10, granted: 60, addresses: 109, data: 80, hasRoom: false),
        (bytes: 10, granted: 60, addresses: 110, data: 79, hasRoom: false),
        (bytes: .max, granted: .max, addresses: .max, data: .max, hasRoom: false),
    ])
    func limits(_ row: (bytes: Int, granted: Int, addresses: Int, data: Int, hasRoom: Bool)) {
        let room = MemoryRoom(in: ControlGroups { _ in nil }, machine: row.granted)
        let taken = MemoryRoom.Taken(addresses: 100, private: 50, data: 70)
        #expect(room.has(row.bytes, beside: taken, addresses: row.addresses, data: row.data) == row.hasRoom)
    }

    @Test func thisProcess() throws {
        #expect(MemoryRoom().granted > 1 << 20)
        #expect(!MemoryRoom().has(1 << 60))
        #expect(!MemoryRoom().has(.max))
        // A test runner has taken more than this by now.
        #expect(!MemoryRoom(in: ControlGroups { _ in nil }, machine: 4 << 20).has(1 << 20))
        #expect(MemoryRoom(in: ControlGroups { _ in nil }, machine: .max).has(1 << 20))
    }
}
