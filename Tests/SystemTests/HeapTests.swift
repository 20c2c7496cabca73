import Glibc
import System
import TestSupport
import Testing

/// The heap returns unused memory to the kernel.
struct HeapTests {
    /// Each freed block is followed by one in use, so that freed blocks are not joined up to the end of the heap, which
    /// it returns by itself.
    @Test(.enabled(if: !ChildProcess.isSanitized, "a sanitizer has a heap of its own"))
    func releasesFreeHeap() {
        let count = 512
        let page = sysconf(Int32(_SC_PAGESIZE))
        let freed = UnsafeMutableBufferPointer<UnsafeMutableRawPointer?>.allocate(capacity: count)
        let kept = UnsafeMutableBufferPointer<UnsafeMutableRawPointer?>.allocate(capacity: count)
        for index in 0..<count {
            unsafe freed[index] = malloc(4 * page)
            if let piece = unsafe freed[index] { unsafe memset(piece, 1, 4 * page) }
            unsafe kept[index] = malloc(page)
        }
        defer {
            for index in 0..<count { unsafe free(kept[index]) }
            unsafe kept.deallocate()
            unsafe freed.deallocate()
        }
        func resident() -> Int {
            (0..<count).count { index in
                // The pages at the ends of a block are shared with its neighbours.
                let address = unsafe (UInt(bitPattern: freed[index]) / UInt(page) + 2) * UInt(page)
                var state: UInt8 = 0
                return unsafe mincore(UnsafeMutableRawPointer(bitPattern: address), page, &state) == 0 && state & 1 == 1
            }
        }
        #expect(resident() == count)
        for index in 0..<count { unsafe free(freed[index]) }
        // Other tests may use some of them meanwhile.
        #expect(resident() > count / 2, "the heap keeps them")
        Heap.releaseFree()
        #expect(resident() < count / 4)
    }
}
