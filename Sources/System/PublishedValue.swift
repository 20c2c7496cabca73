internal import Synchronization

private import Glibc

/// A value that is replaced now and then, and that many threads read without a lock.
///
/// Each reader announces which value it reads, and a value that was replaced is kept until nobody reads it (hazard
/// pointers: M. M. Michael, IEEE TPDS 15(6), 2004). A reader never waits for a writer, and frees nothing.
@safe
package final class PublishedValue<Value: Sendable>: @unchecked Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }

        /// The address by which readers announce it.
        var address: UnsafeRawPointer { unsafe UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }
    }

    /// The place in which one reader at a time announces the address of the value that it reads.
    @safe
    private final class Reader: @unchecked Sendable {
        let address = unsafe Atomic<UnsafeRawPointer?>(nil)
    }

    private let current: Atomic<UnsafeRawPointer>
    private let readers: [Reader]
    /// The current value, which is the last one, and those before it that were still read when they were replaced.
    private let boxes: Locked<[Box]>

    /// Publishes the first value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - readers: How many threads read at the same time; more of them wait for each other.
    package init(_ value: Value, readers: Int) {
        let box = Box(value)
        unsafe current = Atomic(box.address)
        boxes = Locked([box])
        self.readers = (0..<max(1, readers)).map { _ in Reader() }
    }

    /// Replaces the value; those who read the old one go on with it.
    ///
    /// - Parameter value: The new value.
    package func publish(_ value: Value) {
        let box = Box(value)
        // The old values are freed here, outside of the lock.
        let unread = boxes.withLock { boxes in
            boxes.append(box)
            unsafe current.store(box.address, ordering: .sequentiallyConsistent)
            let read = unsafe Set(readers.compactMap { unsafe $0.address.load(ordering: .sequentiallyConsistent) })
            let unread = boxes.filter { unsafe $0 !== box && !read.contains($0.address) }
            boxes.removeAll { unsafe $0 !== box && !read.contains($0.address) }
            return unread
        }
        extendLifetime(unread)
    }

    /// Reads the value.
    ///
    /// - Parameter body: Uses the value, which stays as it is meanwhile.
    /// - Returns: The result of the body.
    package func read<Result>(_ body: (Value) -> Result) -> Result {
        let (reader, address) = unsafe announce()
        defer { unsafe reader.address.store(nil, ordering: .sequentiallyConsistent) }
        // The box is not freed while its address is announced.
        return unsafe Unmanaged<Box>.fromOpaque(address)._withUnsafeGuaranteedRef { body($0.value) }
    }

    /// Takes a free place, and announces the current value there.
    private func announce() -> (Reader, UnsafeRawPointer) {
        while true {
            var address = unsafe current.load(ordering: .sequentiallyConsistent)
            for reader in readers
            where unsafe reader.address.compareExchange(
                expected: nil, desired: address, ordering: .sequentiallyConsistent
            ).exchanged {
                // A value that was replaced before the announcement may be gone already.
                while true {
                    let now = unsafe current.load(ordering: .sequentiallyConsistent)
                    if unsafe now == address { return unsafe (reader, address) }
                    unsafe address = now
                    unsafe reader.address.store(address, ordering: .sequentiallyConsistent)
                }
            }
            sched_yield()
        }
    }
}
