import CLinux
import Glibc
import TestSupport
import Testing

@testable import System

/// The process, files and folders of CLinux.
struct ProcessHeaderTests {
    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    @Test("the clocks are those of the system, in their units")
    func clocks() {
        let before = Self.nanoseconds(CLOCK_MONOTONIC)
        let monotonic = linux_monotonic_nanoseconds()
        #expect((before...Self.nanoseconds(CLOCK_MONOTONIC)).contains(monotonic))
        let start = Self.nanoseconds(CLOCK_REALTIME)
        let (seconds, milliseconds) = (linux_seconds_since_epoch(), linux_milliseconds_since_epoch())
        let end = Self.nanoseconds(CLOCK_REALTIME)
        // The clock of seconds is read with less effort, and may be a moment behind.
        #expect(((start / 1_000_000_000 - 1)...(end / 1_000_000_000)).contains(seconds))
        #expect(((start / 1_000_000)...(end / 1_000_000)).contains(milliseconds))
    }

    private static func limits(_ resource: __rlimit_resource) -> rlimit {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        return limit
    }

    @Test("limits are those of the process")
    func limits() {
        let raised = linux_raise_descriptor_limit()
        let descriptors = Self.limits(RLIMIT_NOFILE)
        #expect(descriptors.rlim_cur == descriptors.rlim_max)
        #expect(raised == min(Int64(Int32.max), Int64(clamping: descriptors.rlim_max)))
        func limit(_ resource: __rlimit_resource) -> Int64 { Int64(clamping: Self.limits(resource).rlim_cur) }
        #expect(linux_address_limit() == limit(RLIMIT_AS))
        #expect(linux_data_limit() == limit(RLIMIT_DATA))
        let stack = limit(RLIMIT_STACK)
        #expect(linux_stack_size() == (stack == .max ? 2 << 20 : min(stack, 1 << 48)))
        #expect(linux_limit_of(999) == .max)
    }

    @Test("the processors of this thread are counted")
    func processors() throws {
        let status = try TemporaryFolder.read("/proc/thread-self/status")
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        let allowed = try #require(lines.first { $0.hasPrefix("Cpus_allowed:") })
        let count = allowed.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
        #expect(linux_processor_count() == Int32(count))
    }

    @Test("threads have numbers of their own, from 0 on")
    func threads() throws {
        let numbers = Locked<[UInt32]>([])
        let own = linux_thread_number()
        #expect(linux_thread_number() == own)
        for _ in 0..<3 {
            try WorkerThread(name: "numbered") {
                let number = linux_thread_number()
                #expect(linux_thread_number() == number)
                numbers.withLock { $0.append(number) }
            }.join()
        }
        let all = numbers.withLock { $0 }
        #expect(Set(all + [own]).count == 4 && all == all.sorted() && all.allSatisfy { $0 < 1 << 16 })
    }

    @Test("a thread has its name")
    func names() throws {
        let name = Locked("")
        try WorkerThread(name: "before") {
            unsafe linux_name_thread("after")
            let text = (try? TemporaryFolder.read("/proc/thread-self/comm")) ?? []
            name.withLock { $0 = String(decoding: text, as: UTF8.self) }
        }.join()
        #expect(name.withLock { $0 } == "after\n")
    }

    @Test("a process that runs is watched without an event")
    func process() throws {
        let descriptor = linux_watch_process(getpid())
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        #expect(unsafe poll(&descriptors, 1, 0) == 0)
        #expect(linux_watch_process(Int32.max) == -ESRCH)
    }

    @Test("a rename takes no name, and an exchange takes both")
    func renames() throws {
        let folder = try TemporaryFolder()
        let (first, second, third) = ("\(folder.path)/1", "\(folder.path)/2", "\(folder.path)/3")
        try folder.write("one", to: "1")
        try folder.write("two", to: "2")
        func texts() throws -> [String] {
            try [first, second].map { String(decoding: try TemporaryFolder.read($0), as: UTF8.self) }
        }
        #expect(unsafe linux_rename_new(first, second) == -EEXIST)
        #expect(try texts() == ["one", "two"])
        #expect(unsafe linux_exchange(first, second) == 0)
        #expect(try texts() == ["two", "one"])
        #expect(unsafe linux_exchange(first, third) == -ENOENT)
        #expect(unsafe linux_rename_new(first, third) == 0)
        #expect(try String(decoding: TemporaryFolder.read(third), as: UTF8.self) == "two")
        #expect(unsafe access(first, F_OK) == -1)
        #expect(unsafe linux_rename_new(first, third) == -ENOENT)
    }

    @Test("the width of a character leaves the locale of the thread alone")
    func locale() throws {
        let before = unsafe uselocale(nil)
        #expect(linux_character_width(0x65E5) == 2 && linux_character_width(0x41) == 1)
        #expect(linux_character_width(0x301) == 0 && linux_character_width(7) < 0)
        #expect(unsafe uselocale(nil) == before)
    }
}
