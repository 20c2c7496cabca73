import Schema
import TestSupport
import Testing

/// Suggested names agree with the definition of the distance.
struct NearestNameDefinitionTests {
    /// The optimal string alignment distance, computed in full.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count { table[row][0] = row }
        for column in 0...right.count { table[0][column] = column }
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        for row in 1...left.count {
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                table[row][column] = min(
                    table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
                }
            }
        }
        return table[left.count][right.count]
    }

    /// At most a third of the letters may differ, and at most three; of equally near names none is taken, unless they are
    /// the name in another case.
    private static func expected(_ name: String, _ candidates: [String]) -> String? {
        let letters = Array(name.lowercased())
        let allowed = min(3, letters.count / 3)
        let distances = candidates.map { (name: $0, distance: distance(letters, Array($0.lowercased()))) }
        let near = distances.filter { $0.distance <= allowed }
        guard let least = near.map(\.distance).min() else { return nil }
        let nearest = near.filter { $0.distance == least }
        return least == 0 || Set(nearest.map(\.name)).count == 1 ? nearest.first?.name : nil
    }

    @Test func random() {
        var generator = SeededGenerator(seed: 5)
        func word(_ length: Int) -> String {
            String((0..<length).map { _ in "abAB".randomElement(using: &generator) ?? "a" })
        }
        for _ in 0..<4000 {
            let name = word(Int.random(in: 1...14, using: &generator))
            let candidates = (0..<3).map { _ in
                word(max(1, name.count + Int.random(in: -4...4, using: &generator)))
            }
            #expect(NearestName.of(name, among: candidates) == Self.expected(name, candidates), "\(name) \(candidates)")
        }
    }

    /// A short part between hyphens makes another name, and a candidate that is there twice is still one of two.
    @Test(
        arguments: [
            ("us-west", ["eu-west"], nil), ("prod-a", ["prod-b"], nil), ("my-backend", ["my-backand"], "my-backand"),
            ("prod-main", ["prod-mian"], "prod-mian"), ("mybackend", ["my-backend"], "my-backend"),
            ("backendc", ["backenda", "backendb", "backendb"], nil),
            ("backendc", ["backenda", "backenda"], "backenda"),
        ] as [(String, [String], String?)])
    func partsAndTies(_ name: String, _ candidates: [String], nearest: String?) {
        #expect(NearestName.of(name, among: candidates) == nearest)
    }

    /// The number of wrong letters that each length of name allows.
    @Test(arguments: 1...30)
    func allowance(length: Int) {
        let name = String(repeating: "a", count: length)
        let allowed = min(3, length / 3)
        for wrong in 0...min(length, 5) {
            let candidate = String(repeating: "b", count: wrong) + String(repeating: "a", count: length - wrong)
            #expect((NearestName.of(name, among: [candidate]) == candidate) == (wrong <= allowed))
        }
    }

    /// Empty names, names longer than Kubernetes allows and candidates beyond the limit are not compared.
    @Test func limits() {
        #expect(NearestName.of("", among: ["a"]) == nil)
        for (count, isNear) in [(253, true), (254, false)] {
            let name = String(repeating: "a", count: count)
            #expect((NearestName.of(name, among: [name]) != nil) == isNear)
            #expect(NearestName.of(String(repeating: "a", count: 253), among: [name]) == (isNear ? name : nil))
        }
        let far = [String](repeating: "zzzzzzzz", count: 63)
        #expect(NearestName.of("abc", among: far + ["abd"]) == "abd")
        #expect(NearestName.of("abc", among: far + ["zzzzzzzz", "abd"]) == nil)
        #expect(NearestName.of("abc", among: far + ["zzzzzzzz", "abd"], mostCandidates: 65) == "abd")
    }
}
