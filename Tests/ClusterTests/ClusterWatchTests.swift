import Document
import KubeStash
import KubernetesAPI
import System
import TestSupport
import Testing

@testable import Cluster

/// The watch over real TLS sockets: what an API server tells is in the inventory, whatever goes wrong in between.
struct ClusterWatchTests {
    /// A watch of a server that a test drives.
    private struct Scene {
        static let storages = "/apis/storage.kubestash.com/v1alpha1/backupstorages"
        static let paths = WatchedKind.all.map { kind in
            kind.group.isEmpty ? "/api/v1/\(kind.plural)" : "/apis/\(kind.group)/\(kind.version)/\(kind.plural)"
        }

        let server: FakeAPIServer
        let watch: ClusterWatch
        private let news: Locked<[ClusterNews]>

        init(_ paths: [String] = paths, _ prepare: (FakeAPIServer) throws -> Void = { _ in }) throws {
            let server = try FakeAPIServer(paths)
            try prepare(server)
            var kubeconfig = Kubeconfig()
            try kubeconfig.merge(Array(server.kubeconfig.utf8), of: "test")
            let access = ClusterAccess(
                try kubeconfig.configuration(), environment: [:], interruption: try Interruption())
            let news = Locked<[ClusterNews]>([])
            watch = try ClusterWatch(access, readers: 2, maxAge: .seconds(300), syncTimeout: .seconds(60)) { item in
                news.withLock { $0.append(item) }
            }
            self.server = server
            self.news = news
        }

        func storage(_ name: String) throws {
            try server.apply(Self.storages, #"{"metadata":{"name":"\#(name)","namespace":"demo"},"spec":{}}"#)
        }

        func count(of kind: String = "BackupStorage") -> Int? {
            watch.reading.kinds.first { $0.kind.kind == kind }?.objects
        }

        func state(of kind: String = "BackupStorage") -> ClusterObjects.State? {
            watch.reading.kinds.first { $0.kind.kind == kind }?.state
        }

        func has(_ item: ClusterNews) -> Bool { news.withLock { $0.contains(item) } }

        func end() {
            #expect(watch.stop(within: .seconds(60)))
            server.stop()
        }
    }

    @Test("objects that are there, come, change and go are followed")
    func follows() throws {
        let scene = try Scene { server in
            for number in 0..<3 {
                try server.apply(
                    Scene.storages, #"{"metadata":{"name":"s\#(number)","namespace":"demo"},"spec":{}}"#)
            }
        }
        defer { scene.end() }
        #expect(eventually { !scene.watch.reading.isWaiting })
        #expect(scene.count() == 3)
        #expect(scene.has(.synced(objects: 3)))
        try scene.storage("another")
        #expect(eventually { scene.count() == 4 })
        scene.server.remove(Scene.storages, "demo/s1")
        #expect(eventually { scene.count() == 3 })
        #expect(
            scene.server.requests.contains { $0.hasPrefix("\(Scene.storages)?watch=true&allowWatchBookmarks=true") })
    }

    @Test("a kind that is not installed is tolerated, and the others are known")
    func absent() throws {
        let scene = try Scene(Scene.paths.filter { $0 != Scene.storages })
        defer { scene.end() }
        #expect(eventually { !scene.watch.reading.isWaiting })
        #expect(scene.state() == .absent)
        #expect(scene.state(of: "Namespace") == .known)
    }

    @Test("connections that are cut are made again, and nothing that happened meanwhile is lost")
    func cuts() throws {
        let scene = try Scene()
        defer { scene.end() }
        #expect(eventually { !scene.watch.reading.isWaiting })
        for number in 0..<3 {
            scene.server.cut()
            try scene.storage("s\(number)")
            #expect(eventually { scene.count() == number + 1 })
        }
    }

    @Test("a place that the server has forgotten is found again by a list")
    func compacted() throws {
        let scene = try Scene()
        defer { scene.end() }
        #expect(eventually { !scene.watch.reading.isWaiting })
        try scene.storage("before")
        #expect(eventually { scene.count() == 1 })
        scene.server.remove(Scene.storages, "demo/before")
        try scene.storage("after")
        scene.server.compact()
        scene.server.cut()
        try scene.storage("later")
        #expect(eventually { scene.count() == 2 })
    }

    @Test("a server that answers with errors is waited for, and its objects count meanwhile")
    func errors() throws {
        let scene = try Scene()
        defer { scene.end() }
        try scene.storage("s3")
        #expect(eventually { scene.count() == 1 && !scene.watch.reading.isWaiting })
        scene.server.fail(with: 503)
        #expect(
            eventually { scene.watch.reading.kinds.allSatisfy { $0.errors.values.reduce(0, +) > 0 } })
        #expect(scene.state() == .known)
        scene.server.fail(with: nil)
        try scene.storage("more")
        #expect(eventually { scene.count() == 2 })
        #expect(eventually { scene.watch.reading.kinds.allSatisfy { $0.trouble == nil } })
    }

    @Test("a server that refuses everything is waited for, and nothing is known")
    func forbidden() throws {
        let scene = try Scene { $0.fail(with: 403) }
        defer { scene.end() }
        #expect(eventually { scene.watch.reading.kinds.allSatisfy { $0.trouble != nil } })
        #expect(scene.watch.reading.isWaiting)
        #expect(scene.watch.reading.kinds.allSatisfy { $0.state == .unknown })
    }

    @Test("readers see whole inventories under constant change, and the last one in the end")
    func readers() throws {
        let scene = try Scene()
        defer { scene.end() }
        #expect(eventually { !scene.watch.reading.isWaiting })
        let isOver = Locked(false)
        let watch = scene.watch
        let threads = try (0..<2).map { _ in
            try WorkerThread(name: "reader") {
                while !isOver.withLock({ $0 }) {
                    watch.inventory.read { inventory in _ = inventory.replacing(with: []) }
                }
            }
        }
        for number in 0..<100 { try scene.storage("s\(number % 10)") }
        #expect(eventually { scene.count() == 10 })
        isOver.withLock { $0 = true }
        for thread in threads { thread.join() }
    }
}
