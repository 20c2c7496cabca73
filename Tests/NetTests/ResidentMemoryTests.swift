import Testing

@testable import Net

/// What is forgotten must be code, and code that is forgotten must come back.
@Suite struct ResidentMemoryTests {
    @Test func onlyCodeFromFilesIsForgotten() {
        let maps = """
            55d0a000-55d0b000 r--p 00000000 fe:01 42                         /usr/bin/stashgate
            55d0b000-55d1f000 r-xp 00001000 fe:01 42                         /usr/bin/stashgate
            55d1f000-55d20000 r--p 00015000 fe:01 42                         /usr/bin/stashgate
            55d20000-55d21000 rw-p 00016000 fe:01 42                         /usr/bin/stashgate
            55d30000-55d31000 rwxp 00000000 fe:01 42                         /usr/bin/stashgate
            7f001000-7f002000 r-xp 00000000 00:00 0
            7f003000-7f004000 r-xs 00000000 fe:01 43                         /shared
            7f005000-7f006000 r-xp 00000000 fe:01 44                         /lib/a b.so (deleted)
            7ffe0000-7ffe1000 r-xp 00000000 00:00 0                          [vdso]
            zz-7f006000 r-xp 00000000 fe:01 44                               /lib/a.so
            7f006000-7f005000 r-xp 00000000 fe:01 44                         /lib/a.so
            r-xp
            """
        #expect(ResidentMemory.codeRanges(in: maps) == [0x55d0_b000..<0x55d1_f000, 0x7f00_5000..<0x7f00_6000])
        #expect(ResidentMemory.codeRanges(in: "").isEmpty)
    }

    @Test func theProgramGoesOn() {
        ResidentMemory.releaseFreeHeap()
        ResidentMemory.releaseCode()
        #expect((0..<1000).map(String.init).joined().count == 2890)
    }
}
