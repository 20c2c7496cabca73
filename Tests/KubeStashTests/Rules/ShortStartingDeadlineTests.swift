import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Kubernetes looks every ten seconds, so a shorter deadline can miss a run.
@Suite struct ShortStartingDeadlineTests {
    @Test(arguments: [(0, true), (9, true), (10, false), (100, false)])
    func warns(_ seconds: Int, expected: Bool) throws {
        let pointer = "spec/sessions/0/scheduler/startingDeadlineSeconds"
        #expect(
            try places(setting: pointer, to: .number("\(seconds)"))
                == (expected ? ["short-starting-deadline spec.sessions[0].scheduler.startingDeadlineSeconds"] : []))
        #expect(
            try places(setting: pointer, to: -1) == [
                "out-of-range spec.sessions[0].scheduler.startingDeadlineSeconds"
            ])
    }
}
