internal import Synchronization

/// A number of things that all workers share, such as bytes of memory, fixed when the server starts.
///
/// Whoever takes some of them holds a reservation. There is no lock, and the kernel is not asked.
final class Budget: Sendable {
    /// How many there are.
    let total: Int

    private let taken = Atomic<Int>(0)

    /// Makes a budget of which nothing is taken.
    init(_ total: Int) {
        self.total = total
    }

    /// How many are reserved at present.
    var reserved: Int { taken.load(ordering: .relaxed) }

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
        var known = reserved
        while true {
            let (sum, isTooMuch) = known.addingReportingOverflow(amount)
            guard !isTooMuch, sum <= total else { return false }
            let attempt = taken.weakCompareExchange(expected: known, desired: sum, ordering: .relaxed)
            if attempt.exchanged { return true }
            known = attempt.original
        }
    }

    /// Takes some whether they are left or not, or gives some back.
    fileprivate func change(by amount: Int) {
        taken.wrappingAdd(amount, ordering: .relaxed)
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

    /// Takes more even where fewer are left, for what is there already.
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
