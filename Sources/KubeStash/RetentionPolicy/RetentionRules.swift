internal import Document
internal import Schema
internal import Text
internal import Time

extension RuleInfo {
    /// A text that KubeStash cannot read as a period.
    static let invalidRetentionPeriod = RuleInfo(
        "invalid-retention-period", .error, "a maxRetentionPeriod that KubeStash cannot read, such as 30 or 1.5d",
        isMandatory: true)
}

extension Format {
    /// The age limit of snapshots.
    static let retentionPeriod = Format(
        "retention-period", rule: .invalidRetentionPeriod,
        summary: "whole numbers with the units y, mo, w, d, h and m, such as 30d or 1y6mo", examples: ["30d", "1y6mo"],
        suggestion: { text in
            guard let meant = UnitWords.period.meant(by: text), RetentionPeriod(utf8: meant.utf8.span) != nil else {
                return nil
            }
            return .replace(with: meant)
        },
        problem: { text in
            guard RetentionPeriod(utf8: text) == nil else { return nil }
            let problem = "must be whole numbers with the units y, mo, w, d, h and m, such as 30d or 1y6mo"
            let hasCapital = text.contains { $0 == UInt8(ascii: "M") }
            return hasCapital ? "\(problem): months are mo, and minutes m" : problem
        })
}

extension UnitWords {
    /// KubeStash's notation of periods, which begins with minutes.
    static let period = UnitWords(["y", "mo", "w", "d", "h", "m"])
}

/// A RetentionPolicy must say which snapshots it keeps: by their age, by their number, or both.
///
/// KubeStash's webhook requires it, too (`validateProvidedPolicy`).
struct MissingRetention: Rule {
    /// A RetentionPolicy without any limit.
    static let info = RuleInfo(
        "missing-retention", .error, "a RetentionPolicy with neither maxRetentionPeriod nor successfulSnapshots",
        isMandatory: true)
    /// The fields that the rule reports.
    static let fields = ["spec.maxRetentionPeriod", "spec.successfulSnapshots"]

    /// Looks for an age limit or a count.
    func check(_ policy: RetentionPolicy, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = policy.spec, document.present(RetentionPolicy.successfulSnapshots, of: spec) == nil,
            document.present(RetentionPolicy.maxRetentionPeriod, of: spec).map({ document.isEmptyString($0) }) ?? true
        else { return }
        findings.report(
            Self.info, .required, missing: RetentionPolicy.maxRetentionPeriod, of: spec,
            "without it and without successfulSnapshots nothing says which snapshots are kept")
    }
}

/// An age limit of 0 or less, a count below 0, or counts of which none is above 0 keep no snapshot.
///
/// KubeStash accepts all of these.
struct KeepsNothing: Rule {
    /// A RetentionPolicy by which no snapshot is kept.
    static let info = RuleInfo(
        "keeps-nothing", .warning, "an age limit of 0 or less, a count below 0, or no count above 0")
    /// The fields that the rule reports.
    static let fields =
        ["spec.maxRetentionPeriod", "spec.failedSnapshots.last", "spec.successfulSnapshots"]
        + RetentionPolicy.countPaths

    /// Looks at the age limit and at each count.
    func check(_ policy: RetentionPolicy, in context: Context, _ findings: inout Findings) {
        if let period = policy.period, let read = policy.readPeriod, read.minutes <= 0 {
            findings.report(Self.info, .invalid, period, "no snapshot is younger than that, so none would be kept")
        }
        for count in policy.counts + (policy.failed.map { [$0] } ?? []) where count.value < 0 {
            findings.report(
                Self.info, .invalid, count.node, "is below 0: leave the field out to keep none for its sake")
        }
        guard policy.period == nil, let successful = policy.successful, !policy.hasMalformedCounts,
            policy.counts.allSatisfy({ $0.value <= 0 })
        else { return }
        findings.report(Self.info, .invalid, successful, "no count is above 0, so no successful snapshot would be kept")
    }
}

/// A repeated unit replaces its first number: `1d2d` is two days and not three.
struct RepeatedPeriodUnit: Rule {
    /// An age limit with one unit twice.
    static let info = RuleInfo(
        "repeated-period-unit", .warning, "a maxRetentionPeriod with one unit twice, of which the last counts")
    /// The fields that the rule reports.
    static let fields = ["spec.maxRetentionPeriod"]

    /// Looks at the age limit.
    func check(_ policy: RetentionPolicy, in context: Context, _ findings: inout Findings) {
        guard let period = policy.period, let unit = policy.readPeriod?.repeatedUnit else { return }
        findings.report(
            Self.info, .invalid, period, "has \(unit.rawValue) twice, and KubeStash takes the last number alone")
    }
}

/// `m` is for minutes, and `mo` for months.
struct LikelyMonths: Rule {
    /// Minutes that are probably meant as months.
    static let info = RuleInfo(
        "likely-months", .warning, "a maxRetentionPeriod in minutes that is probably meant in months")
    /// The fields that the rule reports.
    static let fields = ["spec.maxRetentionPeriod"]

    /// Looks at the age limit.
    func check(_ policy: RetentionPolicy, in context: Context, _ findings: inout Findings) {
        guard let period = policy.period, policy.readPeriod?.hasLikelyMonths == true else { return }
        findings.report(Self.info, .invalid, period, "has m, which is for minutes; months are mo")
    }
}

/// A policy whose age limit is shorter than a count needs keeps fewer snapshots than the count says.
struct ShortRetentionPeriod: Rule {
    /// A count that does not fit into the age limit.
    static let info = RuleInfo(
        "short-retention-period", .warning, "a count of snapshots that are older than the maxRetentionPeriod allows")
    /// The fields that the rule reports.
    static let fields = RetentionPolicy.countPaths

    /// Compares each count with the age limit.
    func check(_ policy: RetentionPolicy, in context: Context, _ findings: inout Findings) {
        guard let period = policy.period, let read = policy.readPeriod, read.minutes > 0,
            let text = context.document.quotedText(of: period, limit: Quoted.limit)
        else { return }
        for count in policy.counts {
            guard let unit = count.unit, count.value > 0 else { continue }
            let (needed, isTooLong) = count.value.multipliedReportingOverflow(by: unit.minutes)
            guard isTooLong || needed > read.minutes else { continue }
            findings.report(
                Self.info, .invalid, count.node,
                "reaches further back than the maxRetentionPeriod of \(text), so that not all of them are kept")
        }
    }
}
