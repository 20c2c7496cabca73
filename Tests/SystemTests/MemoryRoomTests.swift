import Testing

@testable import System

/// The available memory is the least that the kernel, the process's limits and its container allow.
struct MemoryRoomTests {
    /// The files of a machine, and the memory that they grant.
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

    /// A machine of eight million bytes grants all of them unless a file sets a lower limit.
    @Test(arguments: Machine.all)
    func granted(_ machine: Machine) {
        let groups = ControlGroups { machine.files[$0] }
        #expect(Self.room(in: groups, machine: 8_000_000).granted == machine.granted)
    }

    /// The memory of mapped files is not counted, because they can be read again.
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

    private static func room(
        in groups: ControlGroups = ControlGroups { _ in nil }, machine: Int, addresses: Int = .max, data: Int = .max
    ) -> MemoryRoom {
        MemoryRoom(
            in: groups, machine: machine, taken: MemoryRoom.Taken(addresses: 100, private: 50, data: 70),
            limits: MemoryRoom.Limits(addresses: addresses, data: data, stack: 8))
    }

    /// Each limit applies by itself, those of the process include the stacks of threads, and a negative rest is zero.
    @Test(arguments: [
        (granted: 60, addresses: 1000, data: 1000, threads: 9, left: 10),
        (granted: 1000, addresses: 110, data: 1000, threads: 0, left: 10),
        (granted: 1000, addresses: 134, data: 1000, threads: 3, left: 10),
        (granted: 1000, addresses: 1000, data: 104, threads: 3, left: 10),
        (granted: 1000, addresses: 1000, data: 103, threads: 3, left: 9),
        (granted: 49, addresses: 1000, data: 1000, threads: 0, left: 0),
        (granted: .max, addresses: .max, data: .max, threads: 256, left: .max - 100 - 256 * 8),
    ])
    func limits(_ row: (granted: Int, addresses: Int, data: Int, threads: Int, left: Int)) {
        let room = Self.room(machine: row.granted, addresses: row.addresses, data: row.data)
        #expect(room.left(startingThreads: row.threads) == row.left)
    }

    /// The test runner has taken some memory, and a thread's stack is larger than zero.
    @Test func thisProcess() throws {
        let room = MemoryRoom()
        #expect(room.granted > 1 << 20)
        #expect(room.left(startingThreads: 0) > 0 && room.left(startingThreads: 0) < room.granted)
        #expect(room.left(startingThreads: 1_000_000) <= room.left(startingThreads: 0))
        #expect(MemoryRoom.Limits().stack >= 16 << 10)
    }
}
