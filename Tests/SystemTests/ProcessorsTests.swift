import Testing

@testable import System
@testable import System

/// The number of workers follows the processor time that a container is granted, in both versions of control groups.
struct ProcessorsTests {
    /// The files of a machine, and the processors that they grant.
    struct Machine: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        let quota: Double?

        static let all = [
            Machine(testDescription: "no control groups", files: [:], quota: nil),
            Machine(
                testDescription: "version 2 in a container",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n"], quota: 1.5),
            Machine(
                testDescription: "version 2 without a limit",
                files: ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "max 100000\n"], quota: nil),
            Machine(
                testDescription: "version 2, and a group above that grants less",
                files: [
                    "/proc/self/cgroup": "0::/kubepods/pod1/c1\n", "/sys/fs/cgroup/kubepods/cpu.max": "max 100000\n",
                    "/sys/fs/cgroup/kubepods/pod1/cpu.max": "50000 100000\n",
                    "/sys/fs/cgroup/kubepods/pod1/c1/cpu.max": "400000 100000\n",
                ], quota: 0.5),
            Machine(
                testDescription: "version 2, and a group above that grants more",
                files: [
                    "/proc/self/cgroup": "0::/kubepods/c1\n", "/sys/fs/cgroup/kubepods/cpu.max": "400000 100000\n",
                    "/sys/fs/cgroup/kubepods/c1/cpu.max": "50000 100000\n",
                ], quota: 0.5),
            Machine(
                testDescription: "version 1 in a container, whose path is the host's",
                files: [
                    "/proc/self/cgroup": "9:name=systemd:/x\n2:cpu,cpuacct:/kubepods/c1\n",
                    "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "250000\n",
                    "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
                ], quota: 2.5),
            Machine(
                testDescription: "version 1 without a limit",
                files: [
                    "/proc/self/cgroup": "1:cpu:/\n", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
                    "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
                ], quota: nil),
            Machine(
                testDescription: "both versions, cpu in the first",
                files: [
                    "/proc/self/cgroup": "3:cpu:/a\n0::/b\n", "/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us": "300000\n",
                    "/sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000\n",
                ], quota: 3),
            Machine(
                testDescription: "nonsense",
                files: ["/proc/self/cgroup": "0::/\nx\n", "/sys/fs/cgroup/cpu.max": "0 0\n"], quota: nil),
        ]
    }

    @Test(arguments: Machine.all)
    func quota(_ machine: Machine) {
        #expect(Processors.quota(in: ControlGroups { machine.files[$0] }) == machine.quota)
    }

    /// A part of a processor counts as a whole one, and a quota grants at least one and at most those of the machine.
    @Test(
        arguments: [
            (8, nil, 8), (1, nil, 1), (0, nil, 1), (-1, nil, 1), (8, 1, 1), (8, 1.001, 2), (8, 1.5, 2), (8, 2.999, 3),
            (8, 7.5, 8), (8, 8, 8), (8, 8.001, 8), (8, 400, 8), (8, 0.5, 1), (8, 0.000_01, 1), (1, 4, 1), (0, 4, 1),
            (8, 1e300, 8), (8, Double.infinity, 8),
        ] as [(Int, Double?, Int)])
    func granted(processors: Int, quota: Double?, workers: Int) {
        #expect(Processors.granted(of: processors, quota: quota) == workers)
    }

    @Test func thisMachine() {
        #expect(Processors.granted() >= 1)
    }
}
