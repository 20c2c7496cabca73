internal import Synchronization

/// A number of things that all workers share, such as bytes of memory, fixed when the server starts.
///
/// Each part of them that is taken is a reservation. There is no lock, and the kernel is not asked.
///
/// Memory that is given back may leave holes in the heap of the thread that frees it, which the process has until they are
/// reclaimed. So more is only given away where that cannot exceed the total with them; otherwise they are reclaimed first.
final class Budget: Sendable {
    /// The part of the total that has to be in heaps at least for reclaiming to be worth its time.
    ///
    /// It takes milliseconds, so no client shall bring it about with a handshake or two.
    private static let reclaimedShare = 16

    /// How many there are.
    let total: Int

    private let heaps: Int
    private let reclaim: (@Sendable () -> Void)?
    private let taken = Atomic<Int>(0)
    /// The most that were taken at a time since memory was reclaimed last.
    private let peak = Atomic<Int>(0)
    /// How many were ever given back, and how many of these have been reclaimed.
    private let returned = Atomic<Int>(0)
    private let reclaimed = Atomic<Int>(0)

    /// Makes a budget of which nothing is taken.
    /// - Parameters:
    ///   - total: How many there are.
    ///   - heaps: How many heaps keep what is given back.
    ///   - reclaim: Takes it away from them; nil where nothing keeps it.
    init(_ total: Int, heaps: Int = 1, reclaim: (@Sendable () -> Void)? = nil) {
        self.total = total
        self.heaps = heaps
        self.reclaim = reclaim
    }

    /// How many are reserved at present.
    var reserved: Int { taken.load(ordering: .relaxed) }

    /// How many of those that were given back may still be in a heap.
    private var unclaimed: Int {
        returned.load(ordering: .relaxed) &- reclaimed.load(ordering: .relaxed)
    }

    /// Reserves some.
    /// - Parameter amount: How many.
    /// - Returns: The reservation; nil where fewer are left.
    func reserve(_ amount: Int) -> Reservation? {
        var reservation = Reservation(of: self)
        guard reservation.resize(to: amount) else { return nil }
        return reservation
    }

    /// Takes some where they are left.
    fileprivate func take(_ amount: Int) -> Bool {
        if takeIfLeft(amount) { return true }
        guard let reclaim, fits(reserved, amount), unclaimed > total / Self.reclaimedShare else { return false }
        // Parts that are given back from now on may be too late for it.
        let returnedBefore = returned.load(ordering: .relaxed)
        reclaim()
        reclaimed.max(returnedBefore, ordering: .relaxed)
        peak.store(reserved, ordering: .relaxed)
        return takeIfLeft(amount)
    }

    private func takeIfLeft(_ amount: Int) -> Bool {
        var known = reserved
        while fits(known, amount), reclaim == nil || cannotExceed(known &+ amount) {
            let attempt = taken.weakCompareExchange(expected: known, desired: known &+ amount, ordering: .relaxed)
            if attempt.exchanged {
                if reclaim != nil { peak.max(known &+ amount, ordering: .relaxed) }
                return true
            }
            known = attempt.original
        }
        return false
    }

    private func fits(_ known: Int, _ amount: Int) -> Bool {
        let (sum, isTooMuch) = known.addingReportingOverflow(amount)
        return !isTooMuch && sum <= total
    }

    /// Whether so many in use leave heaps within the total, with all that they may keep.
    private func cannotExceed(_ sum: Int) -> Bool {
        // No heap has more than were taken at a time, as it uses again what it keeps.
        let (most, isTooMuch) = max(sum, peak.load(ordering: .relaxed)).multipliedReportingOverflow(by: heaps)
        return (!isTooMuch && most <= total) || fits(sum, unclaimed)
    }

    /// Takes some whether they are left or not, or gives some back.
    fileprivate func change(by amount: Int) {
        taken.wrappingAdd(amount, ordering: .relaxed)
        guard reclaim != nil else { return }
        if amount < 0 {
            returned.wrappingSubtract(amount, ordering: .relaxed)
        } else {
            peak.max(reserved, ordering: .relaxed)
        }
    }
}

/// A part of a budget, which is given back when this ends.
struct Reservation: ~Copyable, Sendable {
    private let budget: Budget

    /// How many it has.
    private(set) var amount = 0

    /// Reserves nothing yet.
    init(of budget: Budget) {
        self.budget = budget
    }

    deinit {
        if amount != 0 { budget.change(by: 0 &- amount) }
    }

    /// Takes more, or gives some back, which is always possible.
    /// - Parameter wanted: How many to have, not negative.
    /// - Returns: Whether it has them now; otherwise it has as many as before.
    mutating func resize(to wanted: Int) -> Bool {
        guard wanted > amount else {
            overdraw(to: wanted)
            return true
        }
        guard budget.take(wanted &- amount) else { return false }
        amount = wanted
        return true
    }

    /// Takes more even where fewer are left, for memory that is in use already.
    /// - Parameter wanted: How many to have, not negative.
    mutating func overdraw(to wanted: Int) {
        guard wanted != amount else { return }
        budget.change(by: wanted &- amount)
        amount = wanted
    }
}

/// A reservation that one thread makes and another one ends, for lists that can hold no reservation itself.
final class HandedReservation: Sendable {
    private let reservation: Reservation

    init(_ reservation: consuming Reservation) {
        self.reservation = reservation
    }
}
