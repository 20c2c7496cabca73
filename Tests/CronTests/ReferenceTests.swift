import Cron
import TestSupport
import Testing
import Time

/// Verdicts and fire times agree with the parser with which Kubernetes reads schedules.
@Suite struct ReferenceTests {
    @Test func agreesWithTheReferencePage() throws {
        let rows = ReferenceRow.rows(of: referencePageTable, start: "2026-02-27T23:58:30Z")
        #expect(rows.count == 112)
        for row in rows { try check(row, listing: 5) }
    }

    /// The rows are answers of robfig/cron v3.0.1 on a machine in UTC.
    ///
    /// With tabs between them: the expression, the time after which to look, the verdict and the next three times. The first
    /// part was generated from a grammar of schedules with mistakes mixed in, the last part written by hand.
    @Test func agreesWithTheGeneratedTable() throws {
        let table = Fixtures.read("\(Fixtures.folder)/cron-times.tsv")
        let rows = ReferenceRow.rows(of: String(decoding: table, as: UTF8.self), start: nil)
        #expect(rows.count == 1158)
        for row in rows { try check(row, listing: 3) }
    }

    private func check(_ row: ReferenceRow, listing count: Int) throws {
        let start = try #require(Instant(rfc3339: row.start))
        do {
            let schedule = try Schedule(utf8: row.expression.span)
            #expect(row.isValid, "accepted: \(row)")
            var times: [Instant] = []
            while times.count < count, let next = schedule.next(after: times.last ?? start) { times.append(next) }
            #expect(times.map(\.description) == row.times, "\(row)")
            #expect(times.isEmpty || schedule.canFire, "\(row)")
        } catch {
            // The reference knows every time zone, this parser only UTC.
            #expect(!row.isValid || error.code == .unsupportedTimeZone, "refused: \(row): \(error.message)")
        }
    }
}

/// One line of a table: the reference's verdict on an expression, in which `\xNN` is a byte.
private struct ReferenceRow: CustomStringConvertible {
    let expression: [UInt8]
    let start: String
    let isValid: Bool
    let times: [String]
    let description: String

    static func rows(of table: String, start: String?) -> [ReferenceRow] {
        table.split(separator: "\n").map { line in
            var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if let start { cells.insert(start, at: 1) }
            return ReferenceRow(cells: cells, description: String(line))
        }
    }

    private init(cells: [String], description: String) {
        expression = Self.bytes(of: cells[0])
        start = cells[1]
        isValid = cells[2] == "ok"
        times = cells.count > 3 ? cells[3].split(separator: " ").map(String.init) : []
        self.description = description
    }

    /// Turns each `\xNN` back into its byte.
    private static func bytes(of cell: String) -> [UInt8] {
        var parts = cell.components(separatedBy: "\\x")
        var bytes = Array(parts.removeFirst().utf8)
        for part in parts {
            bytes.append(UInt8(part.prefix(2), radix: 16) ?? 0)
            bytes += part.dropFirst(2).utf8
        }
        return bytes
    }
}

extension String {
    /// The parts of the string between the occurrences of a separator.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
