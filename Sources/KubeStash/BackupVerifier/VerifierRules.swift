internal import Cron
internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// The schedule of a BackupVerifier is read as those of sessions are.
struct VerifierSchedule: Rule {
    static var info: RuleInfo { InvalidSchedule.info }
    /// The fields that the rule reports.
    static let fields = ["spec.scheduler.schedule"]

    /// Reports a schedule that cannot be read.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        if let schedule = verifier.schedule { InvalidSchedule.check(schedule, &findings) }
    }
}

/// The schedule of a BackupVerifier chooses no time zone, like those of sessions.
struct VerifierTimeZone: Rule {
    static var info: RuleInfo { ScheduleTimeZone.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Reports a schedule with a time zone.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        if let schedule = verifier.schedule { ScheduleTimeZone.check(schedule, &findings) }
    }
}

/// The schedule of a BackupVerifier fires some day, like those of sessions.
struct VerifierNeverFires: Rule {
    static var info: RuleInfo { ScheduleNeverFires.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Reports a schedule that never fires.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        if let schedule = verifier.schedule { ScheduleNeverFires.check(schedule, &findings) }
    }
}

/// Two verifications should not start within five minutes of each other, like backups.
struct VerifierFrequency: Rule {
    static var info: RuleInfo { FrequentSchedule.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Warns of a schedule that fires often.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        guard let schedule = verifier.schedule, case .success(let value) = schedule.outcome,
            let seconds = value.shortestInterval(below: FrequentSchedule.shortest)
        else { return }
        FrequentSchedule.report(schedule, seconds, of: "verifications", &findings)
    }
}

/// A step of a BackupVerifier's schedule is made, like those of sessions.
struct VerifierOversizedStep: Rule {
    static var info: RuleInfo { OversizedSteps.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Warns of a step that is never made.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        verifier.withOversizedStep(in: context.document) { OversizedSteps.report($0, $1, $2, &findings) }
    }
}

/// A step of a BackupVerifier's schedule divides its range, like those of sessions.
struct VerifierUnevenStep: Rule {
    static var info: RuleInfo { UnevenSteps.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Warns of a step that is made once.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        verifier.withOversizedStep(in: context.document) { UnevenSteps.report($0, $1, $2, &findings) }
    }
}

/// The schedule of a BackupVerifier has one of the day fields, like those of sessions.
struct VerifierEitherDay: Rule {
    static var info: RuleInfo { EitherDay.info }
    /// The fields that the rule reports.
    static let fields = VerifierSchedule.fields

    /// Warns of both day fields.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        if let schedule = verifier.schedule { EitherDay.check(schedule, &findings) }
    }
}

extension BackupVerifier {
    /// Calls a closure with the step of the schedule that is hardly ever made, if there is one.
    fileprivate func withOversizedStep(
        in document: Document, _ body: (OversizedStep, Schedule, Document.Node) -> Void
    ) {
        guard let schedule, schedule.timeZonePrefix == nil, case .success(let value) = schedule.outcome,
            let step = document.withUTF8(of: schedule.node, { OversizedStep(in: $0) })
        else { return }
        body(step, value, schedule.node)
    }
}

/// A verification needs what its type works with.
///
/// KubeStash's own check of this is never asked (`validateVerifier` in its webhooks).
struct MissingVerification: Rule {
    /// A type without what it works with.
    static let info = RuleInfo(
        "missing-verification", .error, "a BackupVerifier without the query, the script or the Function of its type")
    /// The fields that the rule reports.
    static let fields = ["spec.query", "spec.function", "spec.script", "spec.script.location"]

    /// Looks for the fields of the type.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = verifier.spec, let type = verifier.type, type != .restoreOnly else { return }
        func need(_ key: Key, of object: Document.Node) {
            guard document.present(key, of: object).map({ document.isEmptyString($0) }) ?? true else { return }
            findings.report(
                Self.info, .required, missing: key, of: object, "a verification of type \(type.rawValue) needs it")
        }
        need(BackupVerifier.function, of: spec)
        need(type == .query ? BackupVerifier.query : BackupVerifier.script, of: spec)
        guard type == .script, let script = document.object(BackupVerifier.script, of: spec) else { return }
        need(BackupVerifier.location, of: script)
    }
}

/// The query, the script and the Function of another type have no effect.
struct UnusedVerification: Rule {
    static var info: RuleInfo { .noEffect }
    /// The fields that the rule reports.
    static let fields = ["spec.query", "spec.script", "spec.function"]

    /// Warns of each part that the type does not use.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        guard let spec = verifier.spec, let type = verifier.type else { return }
        for (key, other) in [(BackupVerifier.query, "Query"), (BackupVerifier.script, "Script")]
        where type.rawValue != other {
            guard let part = context.document.present(key, of: spec) else { continue }
            findings.report(Self.info, .invalid, part, "has no effect unless the type is \(other)")
        }
        guard type == .restoreOnly, let function = context.document.present(BackupVerifier.function, of: spec) else {
            return
        }
        findings.report(Self.info, .invalid, function, "has no effect unless the type is Query or Script")
    }
}

/// A verification that restores data should say where to, because it could overwrite the data that was backed up.
///
/// A task that restores manifests or volumes makes a new target.
struct MissingScratchTarget: Rule {
    /// A verification without a target.
    static let info = RuleInfo(
        "missing-scratch-target", .warning, "a BackupVerifier that does not say what it restores into")
    /// The fields that the rule reports.
    static let fields = ["spec.restoreOption.target"]
    private static let targetless: [Key] = ["manifest-restore", "volume-snapshot-restore"]

    /// Looks for the target.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = verifier.spec, let option = document.object(BackupVerifier.restoreOption, of: spec),
            document.present(Names.target, of: option) == nil,
            let tasks = document.object(BackupVerifier.addonInfo, of: option).flatMap({
                document.list(Names.tasks, of: $0)
            }),
            !document.elements(of: tasks).contains(where: { task in
                document.text(Names.name, of: task).map { name in
                    Self.targetless.contains { document.isString(name, $0) }
                } ?? true
            })
        else { return }
        findings.report(
            Self.info, .required, missing: Names.target, of: option,
            "it names what the backup is restored into, apart from what was backed up")
    }
}

/// An official Addon should be one for the kind of the target, like those of RestoreSessions.
struct UnfitVerifierAddon: Rule {
    static var info: RuleInfo { UnfitAddon.info }
    /// The fields that the rule reports.
    static let fields = ["spec.restoreOption.addonInfo.name", "spec.restoreOption.target.kind"]

    /// Compares the Addon with the target.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        UnfitAddon.check(verifier.addon, with: verifier.target, in: context.document, &findings)
    }
}

/// A verification should run a script that it can find.
struct UnmountedScript: Rule {
    /// A script that is on no volume.
    static let info = RuleInfo(
        "unmounted-script", .warning, "a script of a BackupVerifier that is on no volume of the verification")
    /// The fields that the rule reports.
    static let fields = ["spec.script.location"]

    /// Looks for the script among the mounts.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard verifier.type == .script, let spec = verifier.spec,
            let script = document.object(BackupVerifier.script, of: spec),
            let location = document.text(BackupVerifier.location, of: script),
            document.writtenLength(of: location) <= DirectoryPath.longest
        else { return }
        guard document.withUTF8(of: location, { $0.first == UInt8(ascii: "/") }) else {
            return findings.report(
                Self.info, .invalid, location,
                "should begin with /: the directory that it is looked for in is not known")
        }
        guard let mounts = document.list(Names.volumeMounts, of: spec) else { return }
        let isMounted = document.elements(of: mounts).contains { mount in
            document.text(Names.mountPath, of: mount).map {
                document.isInside(location, $0) || document.isSameDirectory(location, $0)
            }
                ?? true
        }
        if !isMounted { findings.report(Self.info, .invalid, location, "is on none of the volumes in volumeMounts") }
    }
}
