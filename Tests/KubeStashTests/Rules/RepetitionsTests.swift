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
}
