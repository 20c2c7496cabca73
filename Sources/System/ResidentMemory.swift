internal import CLinux

/// Memory of this process that the kernel can have back.
public enum ResidentMemory {
    /// Gives the kernel what the heap keeps of memory that nobody uses any more (malloc_trim(3)).
    ///
    /// Allocating threads wait meanwhile, some milliseconds at the most.
    public static func releaseFreeHeap() {
        linux_release_free_heap()
    }
}
