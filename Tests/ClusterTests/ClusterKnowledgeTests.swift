import Document
import KubeStash
import KubernetesAPI
import System
import Testing

@testable import Cluster

/// The known objects follow from what came and when, without a server.
struct ClusterKnowledgeTests {
    private static let storages = WatchedKind.all[1]
    private static func time(_ seconds: Int64) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: seconds * 1_000_000_000)
    }
    private static let missing: APIError = {
        var error = APIError(.status, "not found")
        error.httpStatus = 404
        return error
    }()
    private static let expired: APIError = {
        var error = APIError(.status, "too old")
        error.httpStatus = 410
        return error
    }()
    private static let broken = APIError(.disconnected, "the server is gone")

    private static func storage(_ name: String) throws -> KnownObject {
        let document = try Document(json: Array(#"{"metadata":{"name":"\#(name)","namespace":"demo"}}"#.utf8))
        return try #require(KnownObject(live: document.root, of: document, kind: storages))
    }

    private static func synced(at now: MonotonicInstant) throws -> ClusterKnowledge {
        var knowledge = ClusterKnowledge(maxAge: .seconds(300))
        for kind in WatchedKind.all {
            knowledge.beginList(of: kind)
            if kind == storages { knowledge.list(try storage("s3"), of: kind) }
            _ = knowledge.finishList(of: kind, at: now)
        }
        return knowledge
    }

    private func status(_ knowledge: ClusterKnowledge, at seconds: Int64 = 0) -> ClusterKindStatus? {
        knowledge.status(at: Self.time(seconds)).first { $0.kind == Self.storages }
    }

    @Test("the cluster is synced once a snapshot is published in which no kind is unknown, and says so once")
    func sync() throws {
        var knowledge = ClusterKnowledge(maxAge: .seconds(300))
        for kind in WatchedKind.all {
            #expect(knowledge.changedSnapshot() != nil)
            #expect(knowledge.notePublished() == [])
            knowledge.beginList(of: kind)
            if kind == Self.storages {
                knowledge.list(try Self.storage("a"), of: kind)
                knowledge.list(try Self.storage("b"), of: kind)
            }
            let isAbsent = kind.kind == "Addon"
            #expect(
                (isAbsent
                    ? knowledge.fail(kind, Self.missing, at: Self.time(0))
                    : knowledge.finishList(of: kind, at: Self.time(0))) == [])
        }
        #expect(knowledge.notePublished() == [])
        #expect(!knowledge.isSynced)
        #expect(knowledge.changedSnapshot() != nil)
        #expect(knowledge.notePublished() == [.synced(objects: 2)])
        #expect(knowledge.isSynced)
        #expect(knowledge.notePublished() == [])
    }

    @Test("a list that starts anew does not keep what came before, nor does one that fails")
    func restartedList() throws {
        var knowledge = ClusterKnowledge(maxAge: .seconds(300))
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("old"), of: Self.storages)
        // Its pages have expired.
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("new"), of: Self.storages)
        _ = knowledge.finishList(of: Self.storages, at: Self.time(0))
        #expect(status(knowledge)?.objects == 1)
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("other"), of: Self.storages)
        _ = knowledge.fail(Self.storages, Self.broken, at: Self.time(0))
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("new"), of: Self.storages)
        _ = knowledge.finishList(of: Self.storages, at: Self.time(0))
        #expect(status(knowledge)?.objects == 1)
        #expect(status(knowledge)?.state == .known)
        #expect(status(knowledge)?.lists == 4)
        #expect(status(knowledge)?.watches == 0)
    }

    @Test("a kind is unknown until its first list is complete")
    func firstList() throws {
        var knowledge = ClusterKnowledge(maxAge: .seconds(300))
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("new"), of: Self.storages)
        #expect(status(knowledge)?.state == .unknown)
        #expect(status(knowledge)?.objects == 0)
        _ = knowledge.finishList(of: Self.storages, at: Self.time(0))
        #expect(status(knowledge)?.state == .known)
    }

    @Test("a failure is said once, and so is its end; the objects stay known")
    func trouble() throws {
        var knowledge = try Self.synced(at: Self.time(0))
        let kind = Self.storages
        #expect(knowledge.fail(kind, Self.broken, at: Self.time(10)) == [.trouble(kind, "the server is gone")])
        #expect(knowledge.fail(kind, Self.broken, at: Self.time(20)) == [])
        #expect(status(knowledge)?.state == .known)
        #expect(status(knowledge)?.errors == [.disconnected: 2])
        #expect(status(knowledge)?.trouble == "the server is gone")
        #expect(knowledge.hear(of: kind, at: Self.time(30)) == [.recovered(kind)])
        #expect(knowledge.hear(of: kind, at: Self.time(40)) == [])
        #expect(status(knowledge, at: 50)?.age == .seconds(10))
    }

    @Test("a watch that has lost its place is no failure: a list follows")
    func lostPlace() throws {
        var knowledge = try Self.synced(at: Self.time(0))
        #expect(knowledge.fail(Self.storages, Self.expired, at: Self.time(1)) == [])
        #expect(status(knowledge)?.errors == [:])
        #expect(status(knowledge)?.state == .known)
    }

    @Test("objects are unknown once the server has not been heard of for too long, and known again with its next word")
    func age() throws {
        var knowledge = try Self.synced(at: Self.time(0))
        let kind = Self.storages
        _ = knowledge.changedSnapshot()
        for other in WatchedKind.all where other != kind { _ = knowledge.hear(of: other, at: Self.time(400)) }
        #expect(knowledge.expire(at: Self.time(300)) == [])
        #expect(knowledge.changedSnapshot() == nil)
        _ = knowledge.fail(kind, Self.broken, at: Self.time(300))
        #expect(knowledge.expire(at: Self.time(301)) == [.outdated(kind, "the server is gone")])
        #expect(knowledge.expire(at: Self.time(302)) == [])
        #expect(knowledge.changedSnapshot() != nil)
        #expect(status(knowledge)?.state == .unknown)
        #expect(status(knowledge)?.objects == 1)
        #expect(knowledge.hear(of: kind, at: Self.time(303)) == [.recovered(kind)])
        #expect(status(knowledge)?.state == .known)
        #expect(knowledge.changedSnapshot() != nil)
    }

    @Test("a kind whose definition is removed has no objects, and has them again when it returns")
    func absence() throws {
        var knowledge = try Self.synced(at: Self.time(0))
        #expect(knowledge.fail(Self.storages, Self.missing, at: Self.time(1)) == [])
        #expect(status(knowledge)?.state == .absent)
        #expect(status(knowledge)?.objects == 0)
        #expect(knowledge.hear(of: Self.storages, at: Self.time(2)) == [])
        #expect(status(knowledge)?.state == .absent)
        knowledge.beginList(of: Self.storages)
        knowledge.list(try Self.storage("s3"), of: Self.storages)
        #expect(knowledge.finishList(of: Self.storages, at: Self.time(60)) == [])
        #expect(status(knowledge)?.objects == 1)
    }

    @Test("changes show in the next snapshot, and nothing new makes none")
    func changes() throws {
        var knowledge = try Self.synced(at: Self.time(0))
        #expect(knowledge.changedSnapshot() != nil)
        #expect(knowledge.changedSnapshot() == nil)
        knowledge.set(try Self.storage("other"), of: Self.storages)
        #expect(knowledge.changedSnapshot() != nil)
        #expect(status(knowledge)?.objects == 2)
        let document = try Document(json: Array(#"{"metadata":{"name":"other","namespace":"demo"}}"#.utf8))
        knowledge.remove(try #require(ObjectIdentity(document, document.root)), of: Self.storages)
        #expect(knowledge.changedSnapshot() != nil)
        #expect(status(knowledge)?.objects == 1)
        knowledge.beginWatch(of: Self.storages)
        knowledge.beginWatch(of: Self.storages)
        #expect(status(knowledge)?.watches == 2)
        #expect(status(knowledge)?.lists == 1)
        #expect(knowledge.changedSnapshot() == nil)
    }
}
