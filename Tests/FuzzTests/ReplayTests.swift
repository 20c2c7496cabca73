import FuzzProperties
import TestSupport
import Testing

/// Replays every input that ever failed, and those that the fuzzer starts with, against the fuzzer's properties.
struct ReplayTests {
    /// The inputs of a folder of a target.
    private static func inputs(of target: FuzzTarget, in folder: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = "\(Fixtures.package)/Fuzz/\(target.rawValue)/\(folder)"
        return try TemporaryFolder.names(in: folder).sorted().map { ($0, try TemporaryFolder.read("\(folder)/\($0)")) }
    }

    /// The targets with regressions; git keeps no empty folder for the others.
    private static let withRegressions: [FuzzTarget] = [.cron, .zone, .formats, .review]

    @Test("inputs that failed once do not fail again", arguments: withRegressions)
    func regressions(_ target: FuzzTarget) throws {
        let regressions = try Self.inputs(of: target, in: "regressions")
        #expect(!regressions.isEmpty)
        for input in regressions {
            #expect(throws: Never.self, "\(input.name)") { try target.check(input.bytes) }
        }
    }

    @Test("every folder of regressions is replayed")
    func folders() throws {
        let folders = try FuzzTarget.allCases.filter { target in
            try TemporaryFolder.names(in: "\(Fixtures.package)/Fuzz/\(target.rawValue)").contains("regressions")
        }
        #expect(folders == Self.withRegressions)
    }

    @Test("all properties hold for the fuzzer's seeds", arguments: FuzzTarget.allCases)
    func seeds(_ target: FuzzTarget) throws {
        let seeds = try Self.inputs(of: target, in: "seeds")
        #expect(!seeds.isEmpty)
        for input in seeds {
            #expect(throws: Never.self, "\(input.name)") { try target.check(input.bytes) }
        }
    }

    /// Texts with a few lines removed, repeated and moved have anchors, aliases and indentations in unusual places.
    @Test("all properties of YAML hold for seeds with other lines", arguments: 0..<60 as Range<UInt64>)
    func changedSeeds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for input in try Self.inputs(of: .yaml, in: "seeds") where input.bytes.count < 4096 {
            var lines = input.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for _ in 0..<3 {
                guard let index = lines.indices.randomElement(using: &random),
                    let place = lines.indices.randomElement(using: &random)
                else { continue }
                let line = lines[index]
                if Bool.random(using: &random) { lines.remove(at: index) }
                if Bool.random(using: &random) { lines.insert(line, at: min(place, lines.count)) }
            }
            let text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            #expect(throws: Never.self, "\(String(decoding: text, as: UTF8.self))") { try FuzzTarget.yaml.check(text) }
        }
    }

    /// Fields of rare schedules, whose runs in 28 years can all be looked at, and of others.
    private static let fields: [[String]] = [
        ["0", "59", "*/20", "7,8"], ["0", "23", "*/6", "0,23"], ["1", "31", "*", "29", "28-31", "1,15"],
        ["1", "2", "*", "2,12", "1-6/5"], ["*", "*", "1", "0,6", "3"],
    ]

    @Test("the distance of two random schedules is that of their runs", arguments: 0..<25 as Range<UInt64>)
    func pairs(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<2).map { _ in
            Self.fields.compactMap { $0.randomElement(using: &random) }.joined(separator: " ")
        }
        let input = lines.joined(separator: "\n")
        #expect(throws: Never.self, "\(input)") { try FuzzTarget.cron.check(Array(input.utf8)) }
    }
}
