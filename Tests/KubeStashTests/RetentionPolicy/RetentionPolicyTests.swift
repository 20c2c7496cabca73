import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// The second kind has a schema, rules and defaults, and is judged by the same function as the first.
@Suite struct RetentionPolicyTests {
    @Test(
        arguments: [
            // The form of public manifests.
            (
                """
                {default: true, failedSnapshots: {last: 2}, maxRetentionPeriod: 2mo, successfulSnapshots: {last: 5},
                usagePolicy: {allowedNamespaces: {from: All}}}
                """, []
            ),
            ("{maxRetentionPeriod: 30d}", []), ("{successfulSnapshots: {last: 1}}", []),
            ("{maxRetentionPeriod: 1y, successfulSnapshots: {hourly: 24, daily: 30, weekly: 8, monthly: 12}}", []),
            ("{}", ["missing-retention Required spec.maxRetentionPeriod"]),
            ("{failedSnapshots: {last: 2}}", ["missing-retention Required spec.maxRetentionPeriod"]),
            (
                "{maxRetentionPeriod: '', successfulSnapshots: null}",
                ["missing-retention Required spec.maxRetentionPeriod"]
            ),
            ("null", ["required-field Required spec"]), ("[]", ["wrong-type TypeInvalid spec"]),
            // KubeStash counts a blank period as given, and reads it as 0 minutes.
            ("{maxRetentionPeriod: ' '}", ["~keeps-nothing Invalid spec.maxRetentionPeriod"]),
            ("{maxRetentionPeriod: 0d}", ["~keeps-nothing Invalid spec.maxRetentionPeriod"]),
            (
                "{maxRetentionPeriod: 1h-2h}",
                [
                    "~keeps-nothing Invalid spec.maxRetentionPeriod",
                    "~repeated-period-unit Invalid spec.maxRetentionPeriod",
                ]
            ),
            ("{maxRetentionPeriod: 30}", ["wrong-type TypeInvalid spec.maxRetentionPeriod"]),
            ("{maxRetentionPeriod: '30'}", ["invalid-retention-period Invalid spec.maxRetentionPeriod"]),
            ("{maxRetentionPeriod: 1d2d}", ["~repeated-period-unit Invalid spec.maxRetentionPeriod"]),
            // The field satisfies KubeStash without any count.
            ("{successfulSnapshots: {}}", ["~keeps-nothing Invalid spec.successfulSnapshots"]),
            ("{successfulSnapshots: {last: 0}}", ["~keeps-nothing Invalid spec.successfulSnapshots"]),
            ("{successfulSnapshots: {last: 0}, maxRetentionPeriod: 1d}", []),
            (
                "{successfulSnapshots: {last: 1, daily: -1}, failedSnapshots: {last: -1}}",
                [
                    "~keeps-nothing Invalid spec.failedSnapshots.last",
                    "~keeps-nothing Invalid spec.successfulSnapshots.daily",
                ]
            ),
            (
                "{successfulSnapshots: {last: five}}",
                [
                    "wrong-type TypeInvalid spec.successfulSnapshots.last"
                ]
            ),
            ("{successfulSnapshots: [], maxRetentionPeriod: 1d}", ["wrong-type TypeInvalid spec.successfulSnapshots"]),
            // A year of months is 360 days.
            (
                "{maxRetentionPeriod: 359d, successfulSnapshots: {monthly: 12, last: 9}}",
                ["~short-retention-period Invalid spec.successfulSnapshots.monthly"]
            ),
            ("{maxRetentionPeriod: 360d, successfulSnapshots: {monthly: 12}}", []),
            (
                "{maxRetentionPeriod: 1h, successfulSnapshots: {hourly: 2, daily: 1, weekly: 1, yearly: 2147483647}}",
                ["daily", "hourly", "weekly", "yearly"].map {
                    "~short-retention-period Invalid spec.successfulSnapshots.\($0)"
                }
            ),
            (
                "{maxRetentionPeriod: 1m, successfulSnapshots: {hourly: 1}}",
                [
                    "~likely-months Invalid spec.maxRetentionPeriod",
                    "~short-retention-period Invalid spec.successfulSnapshots.hourly",
                ]
            ),
            // Six minutes, and a year and six minutes.
            ("{maxRetentionPeriod: 6m}", ["~likely-months Invalid spec.maxRetentionPeriod"]),
            ("{maxRetentionPeriod: 1y6m}", ["~likely-months Invalid spec.maxRetentionPeriod"]),
            // Nobody keeps backups for 90 months by mistake, and these know months.
            ("{maxRetentionPeriod: 90m}", []), ("{maxRetentionPeriod: 1y2mo6m}", []),
            ("{maxRetentionPeriod: 1d6m}", []),
            ("{maxRetentionPeriod: 1y0m}", []),
            (
                "{maxRetentionPeriod: 1d, successfulSnapshots: {keepLast: 5}, failedSnapshots: {daily: 1}}",
                [
                    "unknown-field Invalid spec.failedSnapshots.daily",
                    "unknown-field Invalid spec.successfulSnapshots.keepLast",
                ]
            ),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {from: All, allowedNamespaces: {names: [a]}}}",
                [
                    "unknown-field Invalid spec.usagePolicy.allowedNamespaces.names",
                    "unknown-field Invalid spec.usagePolicy.from",
                ]
            ),
            ("{maxRetentionPeriod: 1d, usagePolicy: {}}", []),
            ("{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector, selector: {}}}}", []),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector}}}",
                ["missing-namespace-selector Required spec.usagePolicy.allowedNamespaces.selector"]
            ),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Some}}}",
                ["unsupported-value NotSupported spec.usagePolicy.allowedNamespaces.from"]
            ),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: All, selector: {}}}}",
                ["~no-effect Invalid spec.usagePolicy.allowedNamespaces.selector"]
            ),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Same, selector: {}}}}",
                ["~no-effect Invalid spec.usagePolicy.allowedNamespaces.selector"]
            ),
            (
                "{maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {selector: {}}}}",
                ["~no-effect Invalid spec.usagePolicy.allowedNamespaces.selector"]
            ),
            // KubeStash stores it, and the selector then matches nothing.
            (
                """
                {maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector, selector: {matchExpressions:
                [{key: a, operator: in, values: [b]}, {key: a, operator: In}]}}}}
                """,
                [
                    "unsupported-value NotSupported spec.usagePolicy.allowedNamespaces.selector.matchExpressions[0].operator",
                    "invalid-selector Required spec.usagePolicy.allowedNamespaces.selector.matchExpressions[1].values",
                ]
            ),
            ("{maxRetentionPeriod: 1d, maxRetention: 1d}", ["unknown-field Invalid spec.maxRetention"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(inSpec: row.yaml, of: RetentionPolicy.kind) == row.found)
    }

    @Test func saysWhichUnitIsMeant() throws {
        #expect(
            try messages(inSpec: "{maxRetentionPeriod: 6m}", of: RetentionPolicy.kind) == [
                "spec.maxRetentionPeriod: \"6m\": has m, which is for minutes; months are mo"
            ])
    }

    /// KubeStash fills in the same values, and existing ones are left alone.
    @Test(
        arguments: [
            (
                "{maxRetentionPeriod: 1d}",
                [
                    "/spec/failedSnapshots {\"last\":1}",
                    "/spec/usagePolicy {\"allowedNamespaces\":{\"from\":\"Same\"}}",
                ]
            ),
            (
                "{failedSnapshots: {}, usagePolicy: {}}",
                ["/spec/failedSnapshots/last 1", "/spec/usagePolicy/allowedNamespaces {\"from\":\"Same\"}"]
            ),
            (
                "{failedSnapshots: {last: 0}, usagePolicy: {allowedNamespaces: {}}}",
                ["/spec/usagePolicy/allowedNamespaces/from \"Same\""]
            ),
            ("{failedSnapshots: {last: 3}, usagePolicy: {allowedNamespaces: {from: All}}}", []),
        ] as [(String, [String])])
    func completes(_ spec: String, _ expected: [String]) throws {
        #expect(try additions(toSpec: spec, of: RetentionPolicy.kind) == expected)
    }
}

/// The grammar of periods, as KubeStash's own parser accepts it.
@Suite struct RetentionPeriodTests {
    @Test(
        arguments: [
            ("2mo", 86_400), ("30d12h30m", 43_950), ("1y2mo3w4d5h6m", 648_306), ("1m2mo", 86_401), (" 30d ", 43_200),
            ("1d2d", 2880), ("0d", 0), ("-5d", -7200), ("1d-2h", 1320), ("", 0), (" ", 0), ("\u{A0}1d\u{2003}", 1440),
            ("007d", 10_080), ("-0m", 0), ("9223372036854775807m", Int64.max), ("9223372036854775807y", .max),
            ("-9223372036854775808m", .min), ("-9223372036854775807y", .min),
            // Units are added from the longest one on, in any written order.
            ("9223372036854775807y-9223372036854775807mo", .min), ("-9223372036854775807mo9223372036854775807y", .min),
        ] as [(String, Int64)])
    func reads(_ text: String, _ minutes: Int64) {
        let period = RetentionPeriod(utf8: text.utf8.span)
        #expect(period?.minutes == minutes)
    }

    @Test(arguments: [
        "30", "d", "30s", "1.5d", "1D", "1M", "+5d", "1d 2h", "2 mo", "-", "-d", "--5d", "1d-", "1dh", "1mod", "1é",
        "١d",
        "1d2", "9223372036854775808m", "-9223372036854775809m", "99999999999999999999999d", "1\u{0}d", "1ns",
    ])
    func refuses(_ text: String) {
        let period = RetentionPeriod(utf8: text.utf8.span)
        let problem = Format.retentionPeriod.problem(with: text.utf8.span)
        #expect(period == nil && problem != nil)
    }

    /// The suggested period; an M could mean months or minutes, and a number without a unit anything.
    @Test(arguments: [
        ("1D", "1d"), ("1d 2h", "1d2h"), ("2 mo", "2mo"), ("1Y", "1y"), ("1M", nil), ("30", nil), ("1.5d", nil),
        ("30s", nil), (String(repeating: "1D", count: 33), nil),
    ])
    func suggests(_ text: String, _ meant: String?) {
        let suggestion = Format.retentionPeriod.suggestion(for: text.utf8.span)
        #expect(suggestion == meant.map { .replace(with: $0) })
    }
}
