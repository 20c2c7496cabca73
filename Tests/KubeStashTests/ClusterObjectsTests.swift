import Document
import TestSupport
import Testing

@testable import KubeStash

/// The objects of a cluster are kept up to date one change at a time, and a snapshot never changes.
struct ClusterObjectsTests {
    private static func kind(_ name: String) throws -> WatchedKind {
        try #require(WatchedKind.all.first { $0.kind == name })
    }

    private static func object(_ yaml: String) throws -> (object: KnownObject, kind: WatchedKind) {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let name = document.present("kind", of: document.root).flatMap { document.string($0) }
        let kind = try Self.kind(name ?? "")
        return (try #require(KnownObject(live: document.root, of: document, kind: kind)), kind)
    }

    private static func storage(_ name: String, _ spec: String) throws -> (object: KnownObject, kind: WatchedKind) {
        try object("{kind: BackupStorage, metadata: {name: \(name), namespace: nn}, spec: {\(spec)}}")
    }

    @Test("the kinds that are watched, as the API names them")
    func kinds() {
        #expect(
            WatchedKind.all.map { "\($0.group)/\($0.version)/\($0.plural)\($0.isNamespaced ? " n" : "")" } == [
                "/v1/namespaces", "storage.kubestash.com/v1alpha1/backupstorages n",
                "storage.kubestash.com/v1alpha1/retentionpolicies n", "core.kubestash.com/v1alpha1/hooktemplates n",
                "addons.kubestash.com/v1alpha1/addons", "addons.kubestash.com/v1alpha1/functions",
                "core.kubestash.com/v1alpha1/backupverifier n", "core.kubestash.com/v1alpha1/backupblueprints n",
                "storage.kubestash.com/v1alpha1/repositories n", "core.kubestash.com/v1alpha1/backupconfigurations n",
                "core.kubestash.com/v1alpha1/backupbatches n",
            ])
        for kind in WatchedKind.all { #expect(KnownObject.isClusterScoped(kind.kind) == !kind.isNamespaced) }
    }

    @Test("a kind that is not known, or that is not there, has no object and misses none")
    func states() throws {
        let (object, kind) = try Self.storage("a", "default: true")
        var objects = ClusterObjects()
        func answer(_ name: String, _ namespace: String = "nn") -> String {
            switch objects.snapshot.object(ObjectName("BackupStorage", namespace, name)) {
            case .found(let found): "found \(found.count)"
            case .missing: "missing"
            case .unknown: "unknown"
            }
        }
        #expect(answer("a") == "unknown")
        #expect(objects.snapshot.cluster?.lacks("BackupStorage") == true)
        // A change before the first list is kept for it.
        objects.set(object, of: kind)
        #expect(answer("a") == "unknown")
        objects.replaceAll(of: kind, with: [object])
        #expect(answer("a") == "found 1")
        #expect(answer("b") == "missing")
        #expect(answer("b", "") == "unknown")
        #expect(objects.snapshot.defaults("BackupStorage", in: "nn").count == 1)
        objects.mark(kind, as: .unknown)
        #expect(objects.count(of: kind) == 1)
        #expect(answer("a") == "unknown")
        #expect(objects.snapshot.defaults("BackupStorage", in: "nn").isEmpty)
        objects.mark(kind, as: .known)
        #expect(answer("a") == "found 1")
        objects.mark(kind, as: .absent)
        #expect(answer("a") == "unknown")
        #expect(objects.count(of: kind) == 0)
        #expect(objects.snapshot.cluster?.lacks("BackupStorage") == false)
        // A kind that is not watched is never waited for.
        #expect(objects.snapshot.cluster?.lacks("BackupSession") == false)
    }

    @Test("a snapshot stays as it was")
    func isImmutable() throws {
        let (old, kind) = try Self.storage("a", "default: true")
        let (new, _) = try Self.storage("a", "default: false")
        var objects = ClusterObjects()
        objects.replaceAll(of: kind, with: [old])
        let before = objects.snapshot
        objects.set(new, of: kind)
        let between = objects.snapshot
        objects.remove("nn", "a", of: kind)
        #expect(before.defaults("BackupStorage", in: "nn").count == 1)
        #expect(between.defaults("BackupStorage", in: "nn").isEmpty)
        guard case .found = between.object(old.name), case .missing = objects.snapshot.object(old.name) else {
            Issue.record("the object should be there once")
            return
        }
    }

    /// The objects that changes are made of: storages in few places, and what is in them.
    private static func random(_ generator: inout SeededGenerator) throws -> (object: KnownObject, kind: WatchedKind) {
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
        let metadata = "metadata: {name: \(pick(["a", "b", "c"])), namespace: \(pick(["mm", "nn"]))}"
        let path = pick(["/", "x", "x/y", "/x/y/z"])
        let storage = "{name: \(pick(["a", "b", "c"])), namespace: \(pick(["mm", "nn"]))}"
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
            return try object(
                "{kind: BackupStorage, \(metadata), spec: {default: \(pick(["true", "false"])), usagePolicy: "
                    + "{allowedNamespaces: {from: \(pick(["All", "Same"]))}}, "
                    + "storage: {provider: s3, s3: {bucket: b, prefix: '\(path)'}}}}")
        case 1:
            return try object(
                "{kind: Repository, \(metadata), spec: {storageRef: \(storage), path: '\(path)', "
                    + "appRef: {kind: Pod, name: p}}}")
        default:
            return try object(
                "{kind: BackupConfiguration, \(metadata), spec: {target: {kind: Pod, name: p}, "
                    + "backends: [{storageRef: \(storage)}], sessions: [{scheduler: {schedule: '\(pick(["0", "*"])) * * * *'}, "
                    + "repositories: [{name: \(pick(["a", "b"])), directory: '\(path)'}]}]}}")
        }
    }

    /// All that lookups say, in an order that does not depend on that of the changes.
    private static func answers(_ inventory: Inventory) -> [String] {
        var lines: [String] = []
        func add(_ objects: [KnownObject], _ question: String) {
            lines.append("\(question): \(objects.map(\.name.title).sorted())")
        }
        for name in ["a", "b", "c"] {
            for namespace in ["mm", "nn"] {
                for kind in ["BackupStorage", "Repository", "BackupConfiguration"] {
                    let object = ObjectName(kind, namespace, name)
                    if case .found(let found) = inventory.object(object) { add(found, "\(kind) \(namespace)/\(name)") }
                    add(inventory.users(of: object), "users of \(object.title)")
                    add(inventory.promises(of: object).map(\.object), "promises of \(object.title)")
                }
            }
        }
        for path in [[], ["x"], ["x", "y"], ["x", "y", "z"]] {
            let place = StorageDirectory(volume: "s3 amazonaws.com b", path: path)
            add(inventory.storages(at: place), "storages at \(path)")
            add(inventory.storages(inside: place), "storages inside \(path)")
        }
        for namespace in ["mm", "nn"] {
            add(inventory.defaults("BackupStorage", in: namespace), "defaults in \(namespace)")
            add(
                inventory.index.starts[.target(TargetName(group: "", kind: "Pod", namespace: namespace, name: "p"))],
                "targets")
            for name in ["a", "b", "c"] {
                add(inventory.index.starts[.storage(ObjectName("BackupStorage", namespace, name))], "starts on \(name)")
            }
        }
        add(inventory.sharedDefaults("BackupStorage"), "shared defaults")
        add(inventory.closedDefaults("BackupStorage"), "closed defaults")
        return lines
    }

    @Test("changes one by one lead to what a list of all objects says", arguments: 0..<8)
    func changes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var objects = ClusterObjects()
        var all: [ObjectName: KnownObject] = [:]
        let kinds = try ["BackupStorage", "Repository", "BackupConfiguration"].map(Self.kind)
        for kind in kinds { objects.replaceAll(of: kind, with: []) }
        for step in 0..<120 {
            let (object, kind) = try Self.random(&generator)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                objects.remove(object.name.namespace, object.name.name, of: kind)
                all[object.name] = nil
            } else {
                objects.set(object, of: kind)
                all[object.name] = object
            }
            guard step % 30 == 29 else { continue }
            var listed = ClusterObjects()
            for kind in kinds { listed.replaceAll(of: kind, with: all.values.filter { $0.name.kind == kind.kind }) }
            #expect(Self.answers(objects.snapshot) == Self.answers(listed.snapshot))
        }
    }

    @Test("files over a cluster replace its objects of the same names")
    func files() throws {
        let (live, kind) = try Self.storage("a", "default: true")
        let (other, _) = try Self.storage("b", "default: false")
        var objects = ClusterObjects()
        objects.replaceAll(of: kind, with: [live, other])
        let document = try #require(
            try Document.documents(yaml: Array("{kind: BackupStorage, metadata: {name: a, namespace: nn}}".utf8)).first)
        let file = try #require(
            KnownObject(
                document.root, of: document, kind: "BackupStorage", namespace: "", source: 0, order: 0))
        let inventory = objects.snapshot.replacing(with: [file])
        #expect(inventory.defaults("BackupStorage", in: "nn").isEmpty)
        guard case .found(let found) = inventory.object(live.name), case .found = inventory.object(other.name) else {
            Issue.record("both should be there")
            return
        }
        #expect(found.first === file)
        #expect(
            inventory.source.absence(of: "X a/b") == "X a/b is neither among the files nor in the cluster")
        #expect(objects.snapshot.source.absence(of: "X a/b") == "X a/b is not in the cluster")
        #expect(Inventory.unknown.replacing(with: [file]).source == .files)
        // An object of a file comes after all of the cluster.
        #expect(live.order < file.order)
    }
}
