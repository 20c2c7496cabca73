import Document
import TestSupport
import Testing

@testable import KubeStash

/// The groups of a key are those of a sorted list, however many there are and in whatever order they change.
@Suite struct RankedGroupsTests {
    private static let objects: [KnownObject] = (0..<12).compactMap { number in
        let text = #"{"metadata":{"name":"object-\#(number / 2)","namespace":"demo"},"spec":{}}"#
        guard let document = try? Document(json: Array(text.utf8)) else { return nil }
        // Two objects of each name, as those of two files.
        return KnownObject(
            document.root, of: document, kind: "RetentionPolicy", namespace: "", source: number, order: number % 5)
    }

    /// The groups of one key, by a plain list of all elements.
    private struct Model {
        var elements: [(object: KnownObject, likeness: Int, added: Int)] = []

        /// The elements of each group in order, the groups in the order of their first elements.
        var groups: [(likeness: Int, objects: [KnownObject])] {
            Dictionary(grouping: elements) { $0.likeness }.map { group in
                (group.key, group.value.sorted { Self.comesFirst($0, $1) }.map(\.object))
            }
        }

        private static func comesFirst(
            _ one: (object: KnownObject, likeness: Int, added: Int),
            _ other: (object: KnownObject, likeness: Int, added: Int)
        ) -> Bool {
            (one.object.order, one.object.name, one.added) < (other.object.order, other.object.name, other.added)
        }
    }

    /// A few likenesses are looked through, and many are found by a table.
    @Test(arguments: [2, 8, 9, 40], 0..<4 as Range<UInt64>)
    func changes(likenesses: Int, seed: UInt64) throws {
        try #require(Self.objects.count == 12)
        var random = SeededGenerator(seed: seed)
        var groups = RankedGroups<String, Int, KnownObject>()
        var model = Model()
        for step in 0..<300 {
            let likeness = Int.random(in: 0..<likenesses, using: &random)
            let object = try #require(Self.objects.randomElement(using: &random))
            // Sometimes more comes than goes, and sometimes the other way round.
            if Int.random(in: 0..<10, using: &random) < (step / 100 == 1 ? 3 : 7) {
                groups.add(object, likeness, to: "key")
                model.elements.append((object, likeness, step))
            } else {
                groups.remove(object, likeness, from: "key")
                let places = model.elements.indices.filter {
                    model.elements[$0].object === object && model.elements[$0].likeness == likeness
                }
                if let first = places.first { model.elements.remove(at: first) }
            }
            check(groups, model, likenesses)
        }
    }

    private func check(_ groups: RankedGroups<String, Int, KnownObject>, _ model: Model, _ likenesses: Int) {
        let expected = model.groups
        let end = ObjectRank(order: 3, name: ObjectName("RetentionPolicy", "demo", "object-2"))
        let all = groups["key"]
        #expect(all.count == model.elements.count)
        #expect(groups.hasKey("key".hash) == !model.elements.isEmpty)
        for likeness in 0..<likenesses {
            let own = expected.first { $0.likeness == likeness }?.objects ?? []
            let early = own.first { ($0.order, $0.name) < (end.order, end.name) }
            #expect(groups.first(of: "key", like: likeness, before: end) { _ in true } === early)
            #expect(groups.first(of: "key", before: nil, where: { $0 == likeness }) { _ in true } === own.first)
            #expect(groups.first(of: "key", before: nil, where: { $0 == likeness }) { $0 === own.last } === own.last)
        }
        // The groups come in the order of their first elements.
        var order: [Int] = []
        #expect(
            groups.first(
                of: "key", before: nil,
                where: {
                    order.append($0); return false
                }
            ) { _ in true } == nil)
        let ordered = order.compactMap { likeness in expected.first { $0.likeness == likeness }?.objects }
        #expect(ordered.count == expected.count && order.count == expected.count)
        #expect(zip(all, ordered.flatMap(\.self)).allSatisfy { $0 === $1 })
        let heads = ordered.compactMap(\.first)
        #expect(zip(heads, heads.dropFirst()).allSatisfy { ($0.order, $0.name) <= ($1.order, $1.name) })
        #expect(groups.first(of: "key", before: nil, among: 1, where: { _ in true }) { _ in true } === all.first)
    }
}
