import TestSupport
import Testing

/// Nothing outlives the tests, whatever ends them.
struct ProcessGroupTests {
    /// A program of the group that never ends by itself, and starts another one that does not either.
    private func start(in group: ProcessGroup) throws -> ChildProcess {
        let process = try group.start(
            "/bin/sh", ["-c", "mkfifo \"$0/never\"; cat \"$0/never\" & echo started; wait", group.folder.path],
            named: "sleeper")
        try #require(eventually { process.output == "started\n" })
        return process
    }

    @Test("the end of the tests ends the programs and removes their folder")
    func abandoned() throws {
        let group = try ProcessGroup()
        let path = group.folder.path
        let process = try start(in: group)
        group.abandon()
        #expect(process.waitForEnd() == .signal(9))
        #expect(eventually { (try? TemporaryFolder.names(in: path)) == nil })
    }

    @Test("a group that is ended has ended its programs, and its folder goes with it")
    func ended() throws {
        var group: ProcessGroup? = try ProcessGroup()
        let path = try #require(group?.folder.path)
        let process = try #require(try group.map(start))
        #expect(group?.logs(last: 1).contains("started") == true)
        group?.end()
        #expect(process.waitForEnd() == .signal(9))
        group = nil
        #expect((try? TemporaryFolder.names(in: path)) == nil)
    }
}
