import FuzzProperties
import TestSupport
import Testing

/// Every input that ever failed, and those that the fuzzer begins with, through the same properties that it tries.
struct ReplayTests {
    /// The inputs of a folder of a target, none where there is no such folder.
    private static func inputs(of target: FuzzTarget, in folder: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = "\(Fixtures.package)/Fuzz/\(target.rawValue)/\(folder)"
        let names = (try? TemporaryFolder.names(in: folder)) ?? []
        return try names.sorted().map { ($0, try TemporaryFolder.read("\(folder)/\($0)")) }
    }

    @Test("what failed once does not fail again", arguments: FuzzTarget.allCases)
    func regressions(_ target: FuzzTarget) throws {
        for input in try Self.inputs(of: target, in: "regressions") {
            #expect(throws: Never.self, "\(input.name)") { try target.check(input.bytes) }
        }
    }

    @Test("the fuzzer begins with inputs of which all properties hold", arguments: FuzzTarget.allCases)
    func seeds(_ target: FuzzTarget) throws {
        let seeds = try Self.inputs(of: target, in: "seeds")
        #expect(!seeds.isEmpty)
        for input in seeds {
            #expect(throws: Never.self, "\(input.name)") { try target.check(input.bytes) }
        }
    }
}
