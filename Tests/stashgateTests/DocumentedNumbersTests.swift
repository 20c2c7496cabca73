import Admission
import Cluster
import Metrics
import Serving
import TestSupport
import Testing
import Webhook

/// The numbers in the pages for operators are those of the code: when a constant changes, its sentence must change.
struct DocumentedNumbersTests {
    /// A constant as it is declared, its file, and the sentence of a page about it.
    struct Row: Sendable, CustomStringConvertible {
        let declaration: String
        let file: String
        let sentence: String
        var page = "Docs/operations.md"

        var description: String { declaration }
    }

    private static func rows(
        _ file: String, _ rows: [(String, String)], _ page: String = "Docs/operations.md"
    ) -> [Row] {
        rows.map { Row(declaration: $0, file: "Sources/\(file).swift", sentence: $1, page: page) }
    }

    static let rows =
        rows(
            "HTTP/RequestParser",
            [
                ("requestLineBytes = 8 << 10", "8 KiB for its line (414)"),
                ("headerFields = 128", "128 header fields (431)"),
            ])
        + rows(
            "Document/Limits",
            [("depth = 512", "512 levels"), ("nodes = 2_000_000", "two million values of its body (400)")])
        + rows(
            "Admission/Reviewer",
            [
                ("mostCauses = 1000", "of an answer: 1,000 causes"),
                ("mostCauseBytes = 256 << 10", "and 256 KiB of their messages"),
            ])
        + rows(
            "Admission/Status", [("longest = 256", "256 bytes for a warning"), ("budget = 4096", "4 KiB for all")])
        + rows(
            "Admission/Reviewer+Answer",
            [
                ("treeBytes = 16", "a review takes up to 16 times its size"),
                ("findingBytes = 24 << 20", "and 24 MiB where it has nothing but mistakes"),
                ("smallReview = 64 << 10", "and at least 64 KiB"),
            ])
        + rows(
            "Serving/ServerLimits",
            [
                ("freeBytes = 64 << 10", "64 KiB that it may hold whatever `--max-held-bytes` says"),
                ("connectionBytes = 100 << 10", "at 100 KiB each: 1024 of them need 400 MiB"),
                ("connectionBytes = 100 << 10", "| a handshake | 100 KiB, until it is done |"),
                ("connectionBytes = 100 << 10", "| a connection with a part of a request | 100 KiB,"),
                ("idleBytes = 20 << 10", "| an idle connection | 20 KiB |"),
                ("lingerTimeout = Duration.seconds(5)", "5 s to read the last answer before it is closed"),
                ("hangTime = Duration.seconds(30)", "of a worker: 30 s with one client"),
                ("hangTime = Duration.seconds(30)", "busy with one client for more than 30 s"),
                ("bodyGrace = Duration.seconds(5)", "slower, after 5 s of grace"),
                ("firstRequestGrace = Duration.seconds(1)", "A new connection has a second for its first request."),
            ])
        + rows(
            "ManagedCertificates/ManagedCertificates",
            [
                ("longestInterval = Duration.seconds(10)", "- **Every 10 s** it looks at the Secret"),
                ("longestInterval = Duration.seconds(10)", "Each replica uses it within 10 s"),
                ("longestInterval = Duration.seconds(10)", "within 10 s there is another one"),
                ("looks = 30", "have 30 looks"),
                ("shortestInterval = Duration.seconds(1)", "at most one a second"),
            ])
        + rows(
            "ManagedCertificates/CertificatePlan",
            [
                ("renewedPart: Int64 = 3", "is renewed when a third of its validity is left"),
                ("longestSettling: Int64 = 60", "a minute later it issues a certificate"),
                ("settlingPart: Int64 = 12", "(a twelfth of the validity of a certificate, if that is less)"),
                ("mostAuthorities = 8", "At most eight authorities are trusted at a time."),
            ])
        + rows(
            "Serving/ConnectionMachine",
            [
                ("turnBudget = 32", "32 requests in a row before others have their turn"),
                ("turnBudget = 32", "one turn reads 32 records of TLS"),
            ])
        + rows("Serving/Exchange", [("outputCapacity = 64 << 10", "64 KiB of answers made ahead")])
        + rows(
            "Serving/ServerLimits",
            [
                ("idleGrace = Duration.milliseconds(100)", "idle 100 ms after it has connected"),
                ("stallGrace = Duration.milliseconds(500)", "make no progress for 500 ms"),
                ("roomShare = 64", "1 in 64, then"), ("largestRoomShare = 4", "1 in 4 at most"),
            ])
        + rows("Serving/Shortage", [("memory = Duration.seconds(1)", "taken again within 1 s")])
        + rows(
            "TLS/Connection",
            [
                ("fruitlessRecords: Int32 = 8", "more than 8 records"),
                ("handshakeRecords: Int32 = 160", "or 160 in its handshake"),
            ])
        + rows(
            "Serving/ServerBudgets",
            [
                ("unreservedAnswer = 26 << 20", "26 MiB for each worker"),
                ("otherMargin = 4 << 20", "for each worker and 4 MiB"),
            ])
        + rows(
            "Serving/CertificateReloader",
            [
                ("interval = Duration.seconds(10)", "and every 10 s besides"),
                ("interval = Duration.seconds(10)", "failed`, again every 10 s for as long as they cannot be used"),
                ("interval = Duration.seconds(10)", "with each new certificate, and every 10 s."),
                ("settlingTime = Duration.milliseconds(200)", "compared 200 ms after the last change"),
                ("patience = Duration.seconds(1)", "hold the end up for a second at most"),
            ])
        + rows(
            "Webhook/MonitoringServer",
            [
                ("connections = 64", "own 64 connections"), ("connectionsPerAddress = 16", "16 of one address at the"),
                ("idleGrace = Duration.milliseconds(20)", "counts as idle after 20 ms"),
            ])
        + rows(
            "stashgate/ServeCommand",
            [
                ("mostWorkers = 256", "`--workers` is 256 at most"),
                ("logPatience = Duration.seconds(1)", "the log gets a second for what waits"),
            ])
        + rows(
            "stashgate/LimitArguments",
            [("largest = 1 << 30", "`--max-body-bytes` and `--max-header-bytes` are 1 GiB at most")])
        + rows("Webhook/StartReport", [("mostNames = 16", "up to 16 of them")])
        + rows("Logs/LogLine", [("longestText = 1024", "cut off after 1 KiB")])
        + rows(
            "Logs/LineQueue",
            [
                ("bytesPerSecond = 16 << 10", "a budget of 16 KiB a second in the long run"),
                ("burst = 256 << 10", "and 256 KiB at once"),
            ])
        + rows(
            "Logs/LineQueue",
            [
                ("capacity = LineBudget.burst", "256 KiB may wait for it"),
                ("reportInterval = Duration.seconds(10)", "tells how many, after 10 s at the latest"),
            ])
        + rows(
            "KubeStash/Policy/Rules/PolicyMinInterval",
            [("mostPairs = 4096", "more than 4,096 pairs of different schedules in one object")], "Docs/rules.md")
        + rows(
            "KubeStash/Policy/Rules/TaskWriters",
            [
                ("mostSchedules = 32", "more than 32 different schedules of one task and repository"),
                ("most = 1 << 17", "more than 131,072 tasks times repositories that its sessions have in common"),
            ], "Docs/rules.md")
        + rows(
            "stashgate/ServeClusterArguments",
            [
                ("clusterMaxAge = DurationArgument(.seconds(300))", "`--cluster-max-age` (5 minutes)"),
                (
                    "clusterSyncTimeout = DurationArgument(.seconds(30))",
                    "`--cluster-sync-timeout` (30 seconds) at most"
                ),
            ], "Docs/cluster.md")
        + rows("KubernetesAPI/Client/ClientLimits", [("pageSize = 500", "by pages of 500 objects")], "Docs/cluster.md")
        + rows(
            "Linting/Reports/PolicyReport", [("mostStored = 1000", "lists at most 1000 results")], "Docs/cluster.md")
        + [
            Row(
                declaration: "days = 365", file: "Sources/stashgate/CertsCommand.swift",
                sentence: "both certificates are valid for 365 days or for `--days N`", page: "certs/README.md"),
            Row(
                declaration: "days=365", file: "certs/make-certs.sh",
                sentence: "both certificates are valid for 365 days or for `--days N`", page: "certs/README.md"),
            Row(
                declaration: "interval = Duration.seconds(10)", file: "Sources/Serving/CertificateReloader.swift",
                sentence: "and compares their contents every ten seconds besides", page: "certs/README.md"),
            Row(
                declaration: "duration: 8760h", file: "manifests/overlays/cert-manager/certificates.yaml",
                sentence: "cert-manager renews the certificate four months before it expires", page: "certs/README.md"),
            Row(
                declaration: "terminationGracePeriodSeconds: 30", file: "manifests/base/deployment.yaml",
                sentence: "must be longer than both times together (30 in `manifests/`)"),
            Row(
                declaration: "timeoutSeconds: 5", file: "manifests/base/validating-webhook.yaml",
                sentence: "waits for more than a second, of 5 that it has"),
            Row(
                declaration: "LINUX_MAPPED_BLOCK (16 << 10)", file: "Sources/CLinux/process.h",
                sentence: "blocks of 16 KiB and more are mapped separately"),
            Row(
                declaration: "replicas: 2", file: "manifests/base/deployment.yaml",
                sentence: "two replicas that survive node drains", page: "README.md"),
        ]

    /// A text without its line breaks.
    private static func unwrapped(_ text: String) -> String {
        text.split { $0.isWhitespace }.joined(separator: " ")
    }

    @Test(arguments: rows)
    func documented(_ row: Row) throws {
        let lines = try Repository.text(of: row.file).split(separator: "\n")
        #expect(lines.contains { $0.hasSuffix(" \(row.declaration)") || $0 == row.declaration }, "\(row.file)")
        #expect(try Self.unwrapped(Repository.text(of: row.page)).contains(row.sentence), "\(row.page)")
    }

    /// Numbers with digits, and words for numbers that can be limits; a version has several numbers with points between
    /// them.
    private static var number: Regex<Substring> {
        /[0-9][0-9.,]*|\b(?:three|four|five|hundred|thousand|half|third|quarter|tenth)\b/
    }

    /// The pinned parts of each page, with the reasons why they are right.
    private static func pinned() throws -> [String: [(part: String, origin: String)]] {
        let lines = try Repository.text(of: "Tests/TestSupport/Fixtures/documented-numbers.txt").split(separator: "\n")
        var page = ""
        var parts: [String: [(part: String, origin: String)]] = [:]
        for line in lines.drop(while: { !$0.hasPrefix("## ") }) {
            if line.hasPrefix("## "), DocumentedPage.numbered.contains(String(line.dropFirst(3))) {
                page = String(line.dropFirst(3))
                continue
            }
            let origin = try #require(line.ranges(of: " -- ").last, "\(line)")
            parts[page, default: []].append((String(line[..<origin.lowerBound]), String(line[origin.upperBound...])))
        }
        return parts
    }

    /// Every number of a page is in a row above, or is pinned with its source.
    ///
    /// Other tests compare the tables of schedules, of flags with their defaults, and of the chart's values.
    @Test(arguments: DocumentedPage.numbered)
    func everyNumber(page: String) throws {
        let isCompared = ["Docs/schedules.md", "manifests/chart/README.md"].contains(page)
        let lines = try DocumentedPage(page).lines.filter { !isCompared || !$0.hasPrefix("| `") }.map {
            line -> Substring in
            guard line.hasPrefix("| `--") else { return line }
            let cells = line.replacing("\\|", with: "/").split(separator: "|")
            return "| | \(cells.dropFirst(2).joined(separator: "|")) |"
        }
        let text = Array(DocumentedPage.unwrapped(lines).utf8)
        let pinned = try Self.pinned()[page] ?? []
        #expect(pinned.allSatisfy { !$0.origin.isEmpty })
        var isCovered = [Bool](repeating: false, count: text.count)
        for part in pinned.map(\.part) + Self.rows.filter({ $0.page == page }).map(\.sentence) {
            let part = Array(part.utf8)
            var isThere = false
            var start = 0
            while let found = text[start...].firstRange(of: part) {
                isThere = true
                for place in found { isCovered[place] = true }
                start = found.upperBound
            }
            #expect(isThere, "the page no longer has: \(String(decoding: part, as: UTF8.self))")
        }
        let whole = String(decoding: text, as: UTF8.self)
        for match in whole.matches(of: Self.number) {
            let place = whole.utf8.distance(from: whole.startIndex, to: match.range.lowerBound)
            // A part of a name, such as IPv4, or the number of a list item or a heading.
            let before = place > 0 ? text[place - 1] : 0x20
            let isName = before == UInt8(ascii: "_") || (before | 0x20 >= 0x61 && before | 0x20 <= 0x7A)
            let end = whole.utf8.distance(from: whole.startIndex, to: match.range.upperBound)
            let isListed =
                match.output.hasSuffix(".") && end < text.count && text[end] == 0x20 && match.output.count == 2
                && place > 1 && lines.contains { $0.hasPrefix("\(match.output) ") }
            guard !isCovered[place], !isName, !isListed else { continue }
            let around = text[max(0, place - 40)..<min(text.count, place + 40)]
            Issue.record("no row names this number: ...\(String(decoding: around, as: UTF8.self))...")
        }
    }

    /// The results that the section about memory computes from the constants.
    @Test func memory() throws {
        let page = try Self.unwrapped(Repository.text(of: "Docs/operations.md"))
        #expect(page.contains("8 MiB need \(2 * Reviewer.memory(forReviewOf: 8 << 20) >> 20) MiB"))
        #expect(
            page.contains("128 MiB suffice for \(Double(Reviewer.largestReview(within: 64 << 20)) / 1_048_576) MiB"))
        var limits = ServerLimits()
        limits.fit(memory: 400 << 20, bodyBytes: Reviewer.largestReview(within:))
        #expect(limits.connections == 1024)
        limits.fit(memory: 399 << 20, bodyBytes: Reviewer.largestReview(within:))
        #expect(limits.connections < 1024)
    }

    /// The number of series, rounded to ten.
    @Test func series() throws {
        func count(_ cluster: (@Sendable () -> ClusterReading)?) throws -> Int {
            let metrics = WebhookMetrics(for: ServerConfiguration(addresses: []), cluster: cluster)
            return try MetricsText(metrics.text(in: .prometheus), isOpenMetrics: false).samples.count
        }
        let alone = try count(nil)
        let more = try count { .known } - alone
        let rounded = (alone + 5) / 10 * 10
        #expect(
            try Self.unwrapped(Repository.text(of: "Docs/operations.md"))
                .contains("there are about \(rounded), and \(more) more with `--cluster`"),
            "\(rounded) \(more)")
    }
}
