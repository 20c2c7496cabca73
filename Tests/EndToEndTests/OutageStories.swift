import Glibc
import TestSupport
import Testing

extension Stories {
    /// Processes end and come back while objects are applied without a pause; the failure policy is Fail.
    @Suite struct Outages {
        /// Starts to apply objects whose storage and RetentionPolicy are there.
        private func load(in namespace: String, on stage: Stage) throws -> ConstantApply {
            try stage.namespaces(namespace)
            try stage.kubectl.mustApply(
                ClusterManifests.storage(in: namespace, bucket: namespace, from: "Same")
                    + ClusterManifests.retention(in: namespace))
            let load = try ConstantApply(in: namespace, on: stage)
            #expect(load.succeeds(20))
            return load
        }

        @Test("a rolling restart of both processes loses nothing")
        func rollingRestart() throws {
            let stage = try Stage.get()
            let load = try load(in: "rolling", on: stage)
            for _ in 0..<2 {
                try stage.webhook.add()
                #expect(load.succeeds(20))
                #expect(try stage.webhook.end(with: SIGTERM).end == .exit(0))
                #expect(load.succeeds(20))
            }
            let attempts = load.stop()
            #expect(attempts.compactMap(\.failure) == [])
            #expect(try load.lost(attempts, stage.kubectl) == [])
            #expect(stage.webhook.processes.count == 2)
        }

        @Test("a process that is killed loses nothing that began after the balancer met a closed door")
        func kill() throws {
            let stage = try Stage.get()
            let load = try load(in: "killed", on: stage)
            let (end, noticed) = try stage.webhook.end(with: SIGKILL)
            #expect(end == .signal(SIGKILL))
            #expect(load.succeeds(40))
            try stage.webhook.add()
            #expect(load.succeeds(20))
            let attempts = load.stop()
            let since = try #require(noticed)
            let late = attempts.filter { $0.began > since }
            #expect(late.count >= 50)
            #expect(late.compactMap(\.failure) == [])
            // Those were answered by nobody, not refused.
            #expect(attempts.compactMap(\.failure).filter { !$0.contains("failed calling webhook") } == [])
            #expect(try load.lost(attempts, stage.kubectl) == [])
        }

        @Test("an API server that is killed and returns loses nothing, and refuses nothing that was fine")
        func apiServer() throws {
            let stage = try Stage.get()
            let load = try load(in: "restarted", on: stage)
            try stage.namespaces("returned")
            stage.plane.kill()
            try stage.plane.start()
            let returned = ContinuousClock.now
            #expect(load.succeeds(60))
            let attempts = load.stop()
            #expect(attempts.filter { $0.began > returned }.compactMap(\.failure) == [])
            for failure in attempts.compactMap(\.failure) {
                for refusal in ["is invalid", "denied the request", "failed calling webhook"] {
                    #expect(!failure.contains(refusal), "\(failure)")
                }
            }
            #expect(try load.lost(attempts, stage.kubectl) == [])
            // The watches go on: both processes see what is new.
            try stage.kubectl.mustApply(
                ClusterManifests.storage("late", in: "returned", from: "Same", more: "  default: true")
                    + ClusterManifests.retention(in: "returned", more: "  default: true"))
            for _ in 0..<4 {
                #expect(
                    try eventually {
                        try stage.kubectl.create(
                            Manifests.withoutBackends("web", in: "returned"), "--dry-run=server", "-o", "json"
                        )
                        .output.contains(#""name": "late""#)
                    })
            }
        }
    }
}
