import ArgumentParser
import Auditing
import Document
import Glibc
import KubeStash
import KubernetesAPI
import Linting
import System
import Time

/// The values of `-o` for `stashgate schedule`.
enum ScheduleFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, svg
}

extension ScheduleCommand {
    /// Lists the schedules of manifests, or shows them in a calendar.
    func runOnManifests() throws {
        let found = ManifestSchedules(InputPaths(filename + expressions), namespace: namespace)
        for place in found.templates {
            StandardError.write(
                "note: \(Quoted.line(place)): a template, whose schedules are not known; render it first\n")
        }
        let policy = try config.policy()
        let isAccepted: Bool
        if let calendar {
            isAccepted = try show(found.all, in: calendar, under: policy)
        } else {
            isAccepted = try list(found.all, under: policy)
        }
        guard found.problems.isEmpty else {
            throw CommandFailure(found.problems.map { "\($0.place): \($0.message)" })
        }
        guard !found.all.isEmpty else { throw CommandFailure("no manifest has a schedule") }
        if !isAccepted { throw ExitCode.failure }
    }

    /// Lists the schedules of a cluster, or shows them in a calendar.
    func runOnCluster() throws {
        let client = try clusterArguments.client()
        let scope = allNamespaces ? nil : namespace ?? client.access.configuration.namespace
        let found = try ClusterArguments.reading { () throws(APIError) in
            try ClusterSchedules(client, namespace: scope)
        }
        guard found.hasKubeStash else { throw CommandFailure("this cluster does not have any kind of KubeStash") }
        let policy = try config.policy()
        let isAccepted =
            if let calendar {
                try show(found.all, in: calendar, under: policy)
            } else {
                try list(found.all, under: policy)
            }
        guard found.failures.isEmpty else { throw CommandFailure(found.failures.map { "\($0)" }) }
        guard !found.all.isEmpty else {
            throw CommandFailure("no object \(scope.map { "in \($0) " } ?? "")has a schedule")
        }
        if !isAccepted { throw ExitCode.failure }
    }

    private func list(_ schedules: [ManifestSchedules.Schedule], under policy: Policy) throws -> Bool {
        guard !schedules.isEmpty else { return true }
        let listing = ScheduleListing(start: start, count: next ?? 1, zone: timeZone, policy: policy)
        guard output == .json else {
            let (text, isAccepted) = listing.text(of: schedules)
            try StandardOutput.write(text)
            return isAccepted
        }
        let (bytes, isAccepted) = listing.json(of: schedules)
        try StandardOutput.write(bytes)
        return isAccepted
    }

    private func show(
        _ schedules: [ManifestSchedules.Schedule], in span: StartCalendar.Span, under policy: Policy
    ) throws -> Bool {
        let listing = ScheduleListing(start: start, count: 1, zone: timeZone, policy: policy)
        let refused = listing.refused(schedules)
        for (schedule, reason) in refused { StandardError.write("\(Quoted.line("\(schedule.place): \(reason)"))\n") }
        guard !schedules.isEmpty else { return true }
        try show(schedules.map { PlannedSchedule($0, in: timeZone) }, in: span)
        return refused.isEmpty
    }

    /// Shows the expressions of the command line and of standard input in a calendar.
    func runOnExpressions() throws {
        guard let calendar else { return }
        var schedules: [PlannedSchedule] = []
        for expression in expressions {
            guard expression == InputFile.standardInput else {
                schedules.append(PlannedSchedule(expression, in: timeZone))
                continue
            }
            var lines = ScheduleLines(LineReader(descriptor: STDIN_FILENO))
            while let line = try lines.next() { schedules.append(PlannedSchedule(line.text, in: timeZone)) }
        }
        try show(schedules, in: calendar)
        let settings = try config.policy().settings(for: namespace)
        guard !schedules.contains(where: { ScheduleVerdict($0.title, under: settings).isRefused }) else {
            throw ExitCode.failure
        }
    }

    private func show(_ schedules: [PlannedSchedule], in span: StartCalendar.Span) throws {
        let zone = timeZone ?? "UTC"
        let calendar = StartCalendar(
            of: schedules, span: span, from: start, zone: TimeZoneDatabase.zone(zone) ?? .utc, zoneName: zone)
        switch output {
        case .text: try StandardOutput.write(calendar.text(isColoured: color.isOn))
        case .json: try StandardOutput.write(calendar.json)
        case .svg: try StandardOutput.write(calendar.svg)
        }
    }
}

extension StartCalendar {
    /// The calendar as one line of JSON.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("from", start.description)
            writer.member("to", end.description)
            writer.member("timeZone", zoneName)
            writer.member("starts", total)
            writer.key("rows")
            writer.array(rows) { row, writer in
                writer.object {
                    $0.member("label", label(of: row))
                    $0.key("counts")
                    $0.array(row.counts) { count, writer in
                        if let count { writer.integer(count) } else { writer.null() }
                    }
                }
            }
            writer.key("busiest")
            writer.array(busiest) { busy, writer in
                writer.object {
                    $0.member("times", busy.times.map { "\($0.instant.map { "\($0)".dropLast() } ?? "")" })
                    $0.member("starts", busy.count)
                    $0.member("schedules", busy.schedules.map { schedules[$0].title })
                }
            }
            writer.member("notes", notes)
        }
        return writer.bytes + "\n".utf8
    }
}
