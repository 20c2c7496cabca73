import Glibc
import Testing

@testable import Serving
@testable import System

/// News wakes a worker and is delivered once; news about the end stays true.
struct MailboxTests {
    /// Whether the worker would wake up.
    private static func rings(_ mailbox: Mailbox) -> Bool {
        var descriptor = pollfd(fd: mailbox.number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) == 1
    }

    @Test func nothing() throws {
        let mailbox = try Mailbox()
        #expect(!Self.rings(mailbox))
        let news = mailbox.takeNews()
        #expect(news.arrivals.isEmpty && news.drainUntil == nil && !news.isAborted && news.roomWanted == nil)
        #expect(mailbox.openConnections == 0)
    }

    /// A request for room is delivered once, and the next one only after the worker is done with it.
    @Test func room() throws {
        let mailbox = try Mailbox()
        mailbox.makeRoom(.init(count: 3, includesStalled: true))
        #expect(Self.rings(mailbox))
        mailbox.makeRoom(.init(count: 7, includesStalled: false))
        let wanted = mailbox.takeNews().roomWanted
        #expect(wanted?.count == 3 && wanted?.includesStalled == true)
        #expect(!Self.rings(mailbox))
        #expect(mailbox.takeNews().roomWanted == nil)
        mailbox.makeRoom(.init(count: 8, includesStalled: false))
        #expect(mailbox.takeNews().roomWanted == nil && !Self.rings(mailbox))
        mailbox.noteRoomMade()
        mailbox.makeRoom(.init(count: 9, includesStalled: false))
        let next = mailbox.takeNews().roomWanted
        #expect(next?.count == 9 && next?.includesStalled == false)
    }

    /// The end is reported each time that the news is taken.
    @Test func end() throws {
        let mailbox = try Mailbox()
        let instant = MonotonicInstant(nanoseconds: 77)
        mailbox.drain(until: instant)
        #expect(Self.rings(mailbox))
        for _ in 0..<2 {
            let news = mailbox.takeNews()
            #expect(news.drainUntil == instant && !news.isAborted)
            #expect(!Self.rings(mailbox))
        }
        mailbox.abort()
        #expect(Self.rings(mailbox))
        for _ in 0..<2 {
            let news = mailbox.takeNews()
            #expect(news.drainUntil == instant && news.isAborted)
        }
    }

    /// Workers wake the accepting thread only while it waits for room; everything else wakes it at once.
    @Test func control() throws {
        let control = try Control()
        func rings() -> Bool {
            var descriptor = pollfd(fd: control.number, events: Int16(POLLIN), revents: 0)
            return unsafe poll(&descriptor, 1, 0) == 1
        }
        control.noteRoom()
        #expect(!rings())
        control.setWaitsForRoom(true)
        #expect(!rings())
        control.noteRoom()
        #expect(rings())
        control.silence()
        #expect(!rings())
        control.setWaitsForRoom(false)
        control.noteRoom()
        #expect(!rings())
        for count in 1...2 {
            control.requestStop()
            #expect(rings() && control.stopRequests == count && control.endedWorkers == 0)
            control.silence()
        }
        control.noteEnd()
        #expect(rings() && control.endedWorkers == 1 && control.stopRequests == 2)
    }
}
