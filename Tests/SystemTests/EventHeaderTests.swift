import CLinux
import Glibc
import Testing

/// The events of CLinux: what the kernel was asked for, and what its answers mean.
struct EventHeaderTests {
    private static func isClosedOnExec(_ number: Int32) -> Bool { fcntl(number, F_GETFD) & FD_CLOEXEC != 0 }
    private static func isNonBlocking(_ number: Int32) -> Bool { fcntl(number, F_GETFL) & O_NONBLOCK != 0 }

    private static func wait(_ poller: Int32, space: Int = 4) -> [(token: UInt64, mask: UInt32)] {
        var events = [linux_event](repeating: linux_event(token: 99, mask: 99, padding: 0), count: space)
        let count = unsafe linux_epoll_wait(poller, &events, Int32(space), 0)
        return events.prefix(max(0, Int(count))).map { ($0.token, $0.mask) }
    }

    @Test func poller() throws {
        let poller = linux_epoll_create()
        try #require(poller >= 0)
        defer { close(poller) }
        #expect(Self.isClosedOnExec(poller))
        var (first, second): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        try #require(unsafe pipe(&first) == 0)
        try #require(unsafe pipe(&second) == 0)
        let token: UInt64 = 0x0123_4567_89AB_CDEF
        #expect(linux_epoll_add(poller, first[0], UInt32(LINUX_READABLE), token) == 0)
        #expect(linux_epoll_add(poller, first[0], UInt32(LINUX_READABLE), token) == -EEXIST)
        #expect(Self.wait(poller).isEmpty)
        #expect(unsafe write(first[1], "x", 1) == 1)
        #expect(Self.wait(poller).map(\.token) == [token])
        #expect(Self.wait(poller).map(\.mask) == [0x001])
        #expect(linux_epoll_add(poller, second[1], UInt32(LINUX_WRITABLE), 2) == 0)
        #expect(Self.wait(poller).map(\.mask).sorted() == [0x001, 0x004])
        #expect(Self.wait(poller, space: 1).count == 1)
        #expect(linux_epoll_change(poller, first[0], 0, 3) == 0)
        #expect(Self.wait(poller).map(\.token) == [2])
        #expect(linux_epoll_remove(poller, second[1]) == 0)
        #expect(linux_epoll_remove(poller, second[1]) == -ENOENT)
        #expect(linux_epoll_change(poller, second[1], 0, 3) == -ENOENT)
        // A peer that has gone is reported without interest.
        close(first[1])
        let broken = Self.wait(poller)
        #expect(broken.map(\.token) == [3] && broken.allSatisfy { $0.mask & UInt32(LINUX_BROKEN) != 0 })
        for number in [first[0], second[0], second[1]] { close(number) }
        var events = [linux_event()]
        #expect(unsafe linux_epoll_wait(-1, &events, 1, 0) == -EBADF)
        #expect(LINUX_BROKEN == 0x018 && LINUX_READABLE == 0x001 && LINUX_WRITABLE == 0x004)
    }

    /// More descriptors are ready than one call tells of.
    @Test func manyEvents() throws {
        let poller = linux_epoll_create()
        defer { close(poller) }
        let bells = (0..<300).map { _ in linux_eventfd() }
        defer { for bell in bells { close(bell) } }
        for (index, bell) in bells.enumerated() {
            #expect(linux_eventfd_raise(bell) == 8)
            #expect(linux_epoll_add(poller, bell, UInt32(LINUX_READABLE), UInt64(index)) == 0)
        }
        let found = Self.wait(poller, space: 300)
        #expect(found.count == 256 && Set(found.map(\.token)).count == 256)
    }

    @Test func bell() throws {
        let bell = linux_eventfd()
        try #require(bell >= 0)
        defer { close(bell) }
        #expect(Self.isClosedOnExec(bell) && Self.isNonBlocking(bell))
        #expect(linux_eventfd_clear(bell) == -EAGAIN)
        #expect(linux_eventfd_raise(bell) == 8)
        #expect(linux_eventfd_raise(bell) == 8)
        // Both rings are one.
        #expect(linux_eventfd_clear(bell) == 8)
        #expect(linux_eventfd_clear(bell) == -EAGAIN)
        #expect(linux_eventfd_raise(-1) == -EBADF)
    }

    @Test func folders() throws {
        let watch = linux_inotify_create()
        try #require(watch >= 0)
        defer { close(watch) }
        #expect(Self.isClosedOnExec(watch) && Self.isNonBlocking(watch))
        #expect(unsafe linux_inotify_watch(watch, "/proc/self/status") == -ENOTDIR)
        #expect(unsafe linux_inotify_watch(watch, "/none") == -ENOENT)
        let first = unsafe linux_inotify_watch(watch, "/tmp")
        #expect(first > 0)
        #expect(unsafe linux_inotify_watch(watch, "/tmp") == first)
    }

    /// Signals that nothing else uses, sent to this thread only.
    private static let number = first + 5
    private static let first = linux_first_realtime_signal()
    private static func mask(_ numbers: Int32...) -> UInt64 { numbers.reduce(0) { $0 | 1 << UInt64($1 - 1) } }

    @Test func signals() throws {
        let (number, other) = (Self.number, Self.number + 1)
        let descriptor = linux_signalfd(Self.mask(number, other))
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            linux_unblock_signals(Self.mask(number, other))
        }
        #expect(Self.isClosedOnExec(descriptor) && Self.isNonBlocking(descriptor))
        #expect(linux_signalfd_next(descriptor) == -EAGAIN)
        raise(other)
        raise(number)
        #expect(Set([linux_signalfd_next(descriptor), linux_signalfd_next(descriptor)]) == [number, other])
        #expect(linux_signalfd_next(descriptor) == -EAGAIN)
        #expect(linux_signalfd_next(-1) == -EBADF)
        // A file that ends before a whole signal has none.
        let empty = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(empty) }
        errno = 0
        #expect(linux_signalfd_next(empty) == -EIO)
    }

    @Test func signalSets() {
        #expect(linux_first_realtime_signal() == 34 && linux_last_realtime_signal() == 64)
        // The C library keeps two for itself.
        for number in Set<Int32>(1...64).subtracting([32, 33]) {
            var set = linux_signal_set(1 << UInt64(number - 1))
            let members = (1...64).filter { (each: Int32) in unsafe sigismember(&set, each) == 1 }
            #expect(members == [number])
        }
        var none = linux_signal_set(0)
        #expect(!(1...64).contains { (each: Int32) in unsafe sigismember(&none, each) == 1 })
    }

    @Test("signals are blocked once, unless they are ignored, and wait until they are unblocked")
    func blocking() throws {
        let (number, ignored) = (Self.number + 2, Self.number + 3)
        linux_ignore_signal(ignored)
        defer { signal(ignored, SIG_DFL) }
        let mask = Self.mask(number, ignored)
        linux_unblock_signals(mask)
        #expect(linux_block_signals(mask) == Self.mask(number))
        #expect(linux_block_signals(mask) == 0)
        #expect(linux_signals_wait(mask) == 0)
        raise(number)
        #expect(linux_signals_wait(mask) == 1)
        #expect(linux_signals_wait(Self.mask(ignored)) == 0)
        var set = linux_signal_set(Self.mask(number))
        var taken: Int32 = 0
        #expect(unsafe sigwait(&set, &taken) == 0 && taken == number)
        #expect(linux_signals_wait(mask) == 0)
        linux_unblock_signals(mask)
        var blocked = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &blocked)
        #expect(unsafe sigismember(&blocked, number) == 0)
    }
}
