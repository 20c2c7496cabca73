import Document
import TestSupport
import Testing

@testable import KubeStash

/// The table of an inventory is a dictionary that a text in a document can be looked up in.
@Suite struct KeyTableTests {
    /// A key whose hash other keys have, too.
    private struct Crowded: TableKey, Hashable {
        let number: Int

        func combine(into hash: inout TextHash) { hash.combine(String(number % 3)) }
    }

    @Test("random changes leave what a dictionary has", arguments: 1...40)
    func changes(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = KeyTable<String, [Int]>()
        var crowded = KeyTable<Crowded, [Int]>()
        var model: [Int: [Int]] = [:]
        for step in 0..<400 {
            let number = Int.random(in: 0..<40, using: &random)
            if Bool.random(using: &random) {
                table.add(step, to: "key \(number)")
                crowded.add(step, to: Crowded(number: number))
                model[number, default: []].append(step)
            } else {
                table.remove(from: "key \(number)") { $0 % 2 == 0 }
                crowded.remove(from: Crowded(number: number)) { $0 % 2 == 0 }
                if let place = model[number]?.lastIndex(where: { $0 % 2 == 0 }) { model[number]?.remove(at: place) }
            }
            for number in 0..<40 {
                #expect(table["key \(number)"] == model[number] ?? [])
                #expect(crowded[Crowded(number: number)] == model[number] ?? [])
                #expect(table.hasKey("key \(number)".hash) == !(model[number] ?? []).isEmpty)
            }
        }
    }

    @Test("the depths of a place go with the last path there, so that a table does not grow with what has gone")
    func depths() {
        var table = KeyTable<String, Depths>()
        for round in 1...3 {
            for depth in [0, round, Depths.most, Depths.most + 1] { table.change("place") { $0.add(depth) } }
            #expect(table["place"].total == 4)
            for depth in [0, round, Depths.most, Depths.most + 1] {
                #expect(table["place"].mayHave(depth))
                table.change("place") { $0.remove(depth) }
                #expect(table["place"].mayHave(depth) == (depth > Depths.most))
            }
            #expect(!table.hasKey("place".hash))
        }
    }

    @Test("a copy keeps what it has")
    func copies() {
        var table = KeyTable<String, [Int]>()
        table.add(1, to: "a")
        let copy = table
        table.add(2, to: "a")
        table.add(3, to: "b")
        #expect(copy["a"] == [1] && copy["b"] == [])
        #expect(table["a"] == [1, 2] && table["b"] == [3])
    }

    @Test("a reference in a document has the hash of the name that it means")
    func references() throws {
        let texts = [
            (#"{"name": "s3"}"#, "s3", "home"), (#"{"name": "s3", "namespace": "other"}"#, "s3", "other"),
            (#"{"name": "s3", "namespace": ""}"#, "s3", "home"), (#"{"name": "\u00733"}"#, "s3", "home"),
            (#"{"name": "a-name-of-more-than-sixteen-bytes"}"#, "a-name-of-more-than-sixteen-bytes", "home"),
            (#"{"name": "änderung"}"#, "änderung", "home"),
        ]
        for (text, name, namespace) in texts {
            let document = try Document(json: Array(text.utf8))
            let reference = try #require(
                ObjectReference("BackupStorage", document.root, of: document, in: "home"), "\(text)")
            let object = ObjectName("BackupStorage", namespace, name)
            #expect(reference.object == object)
            #expect(reference.hash == object.hash)
            #expect(reference.names(object))
            #expect(!reference.names(ObjectName("RetentionPolicy", namespace, name)))
            #expect(!reference.names(ObjectName("BackupStorage", namespace + "x", name)))
            #expect(!reference.names(ObjectName("BackupStorage", namespace, name + "x")))
        }
    }

    @Test("the hash of a row of texts depends on where each of them ends")
    func ends() {
        func hash(_ texts: String...) -> TextHash {
            var hash = TextHash()
            for text in texts { hash.combine(text) }
            return hash
        }
        let rows = [
            hash(), hash(""), hash("", ""), hash("a"), hash("a", ""), hash("", "a"), hash("ab"), hash("a", "b"),
            hash("ba"), hash("12345678"), hash("12345678", ""), hash("1234567", "8"), hash("123456789"), hash("\0"),
            hash("\0\0"), hash("12345678\0"),
        ]
        #expect(Set(rows).count == rows.count)
    }
}

/// At first sight nothing is passed over that a closer look would find.
@Suite struct FirstSightTests {
    private static func path(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
            "/" + (["a", "b", ".", "..", "c"].randomElement(using: &random) ?? "")
        }.joined()
    }

    private static func object(_ number: Int, _ random: inout SeededGenerator) -> (kind: String, yaml: String) {
        let prefix = path(&random)
        let place = path(&random)
        let storage = "storage-\(Int.random(in: 0...3, using: &random))"
        switch number % 3 {
        case 0:
            let bucket = "bucket-\(Int.random(in: 0...1, using: &random))"
            return (
                "BackupStorage",
                """
                metadata: {name: \(storage), namespace: demo}
                spec: {storage: {provider: s3, s3: {bucket: \(bucket), prefix: "\(prefix)"}}}
                """
            )
        case 1:
            return (
                "Repository",
                """
                metadata: {name: repository-\(number), namespace: demo}
                spec: {path: "\(place)", storageRef: {name: \(storage)}, appRef: {kind: Deployment, name: web}}
                """
            )
        default:
            return ("BackupConfiguration", configuration("plan-\(number)", storage, place, &random))
        }
    }

    private static func configuration(
        _ name: String, _ storage: String, _ directory: String, _ random: inout SeededGenerator
    ) -> String {
        """
        metadata: {name: \(name), namespace: demo}
        spec:
          target: {kind: Deployment, name: app-\(Int.random(in: 0...5, using: &random))}
          backends: [{name: s3, storageRef: {name: \(storage)}}]
          sessions:
          - name: daily
            repositories:
            - {name: repository-\(Int.random(in: 0...20, using: &random)), backend: s3, directory: "\(directory)"}
            scheduler: {schedule: 0 3 * * *}
        """
    }

    private static func add(_ kind: String, _ yaml: String, to cluster: inout ClusterObjects) throws {
        let kind = try #require(WatchedKind.all.first { $0.kind == kind })
        let document = try document(yaml)
        cluster.set(try #require(KnownObject(live: document.root, of: document, kind: kind)), of: kind)
    }

    private static func document(_ yaml: String) throws -> Document {
        try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
    }

    @Test("nothing is far that has a neighbour", arguments: 1...300)
    func neighbours(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var cluster = ClusterObjects()
        for kind in WatchedKind.all { cluster.replaceAll(of: kind, with: []) }
        for number in 0..<Int.random(in: 1...8, using: &random) {
            let (kind, yaml) = Self.object(number, &random)
            try Self.add(kind, yaml, to: &cluster)
        }
        let inventory = cluster.snapshot
        let document = try Self.document(
            Self.configuration("new", "storage-\(seed % 4)", Self.path(&random), &random))
        let view = BackupConfiguration(document.root, in: document)
        let isFar = inventory.isFarFromOthers(view, in: "demo")
        for repository in PromisedRepository.all(of: view, named: "new", in: "demo") where isFar {
            #expect(inventory.promises(of: repository.name).isEmpty)
            guard let ways = inventory.ways(to: repository) else { continue }
            for depth in 0...ways.path.count {
                #expect(inventory.neighbour(of: repository, by: ways, to: depth) { _ in true } == nil)
            }
        }
        let target = try #require(view.targetName(in: "demo"))
        #expect(inventory.isOnlyPlan(of: view, in: "demo") == inventory.index.starts[.target(target)].isEmpty)
    }

    @Test("nearly every new object is far from all others, in a volume of several storages, too")
    func far() throws {
        var cluster = ClusterObjects()
        for kind in WatchedKind.all { cluster.replaceAll(of: kind, with: []) }
        for (kind, yaml) in [
            (
                "BackupStorage",
                "metadata: {name: s, namespace: demo}\nspec: {storage: {provider: s3, s3: {bucket: b, prefix: one}}}"
            ),
            (
                "BackupStorage",
                "metadata: {name: t, namespace: demo}\nspec: {storage: {provider: s3, s3: {bucket: b, prefix: two}}}"
            ),
            (
                "BackupStorage",
                "metadata: {name: u, namespace: demo}\nspec: {storage: {provider: s3, s3: {bucket: b, prefix: one/two}}}"
            ),
            (
                "Repository",
                "metadata: {name: r, namespace: demo}\nspec: {path: /other/x, storageRef: {name: s}}"
            ),
        ] {
            try Self.add(kind, yaml, to: &cluster)
        }
        var random = SeededGenerator(seed: 1)
        func isFar(_ storage: String, _ directory: String) throws -> Bool {
            let document = try Self.document(Self.configuration("new", storage, directory, &random))
            return cluster.snapshot.isFarFromOthers(BackupConfiguration(document.root, in: document), in: "demo")
        }
        #expect(try isFar("s", "/mine/x"))
        #expect(try isFar("t", "/other/x"))
        #expect(try isFar("missing", "/other/x"))
        #expect(try !isFar("s", "/other/x"))
        #expect(try !isFar("s", "other//x/inside"))
        // The storage s is around it, and leads to all that is in it.
        #expect(try !isFar("u", "/mine/x"))
    }
}
