import System
import Testing

/// A name of a time zone is a file of the machine's database, and nothing else on its disk.
@Suite struct LocalClockTests {
    @Test(arguments: [
        "", "/usr/share/zoneinfo/UTC", "../zoneinfo/UTC", "./UTC", "Etc/../UTC", "UTC ", " UTC", "U\u{0}TC", "UTC\n",
        "Etc\\UTC", "Étc/UTC", "No/Such/Zone", "Etc",
    ])
    func refuses(_ name: String) {
        // A clock of a good name would change the zone of the whole process.
        #expect(LocalClock(name) == nil)
    }
}
