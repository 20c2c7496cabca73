import TestSupport
import Testing

@testable import KubeStash

/// A short list is compared item by item and a long one by hashes; both must find the same.
struct RepetitionsTests {
    @Test(arguments: [0, 1, 2, 8, 9, 50])
    func findsTheFirstOfEachValue(_ count: Int) {
        let kinds = (0..<count).map { $0 * $0 % 5 }
        var found: [Int: Int] = [:]
        Repetitions.forEach(
            among: count,
            hash: { index, hasher in
                hasher.combine(kinds[index])
                return true
            },
            isSame: { kinds[$0] == kinds[$1] }
        ) { first, other in
            #expect(found.updateValue(first, forKey: other) == nil)
        }
        for index in 0..<count {
            let first = kinds.firstIndex(of: kinds[index])
            #expect(found[index] == (first == index ? nil : first))
        }
    }

    /// An item without a value is passed over, whatever its place in a long list.
    @Test(arguments: [0, 1, 25, 49])
    func passesOver(_ index: Int) {
        var found: [Int] = []
        Repetitions.forEach(among: 50, hash: { place, _ in place != index }, isSame: { $0 != index && $1 != index }) {
            #expect($0 == (index == 0 ? 1 : 0))
            found.append($1)
        }
        #expect(found == Array((0..<50).filter { $0 != index }.dropFirst()))
    }

    @Test("each element of a list, short or long, stays at its first place only")
    func once() {
        var random = SeededGenerator(seed: 3)
        for count in 0..<40 {
            let list = (0..<count).map { _ in Int.random(in: 0..<12, using: &random) }
            #expect(list.eachOnce == list.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        }
    }
}
