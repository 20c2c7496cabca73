internal import Document
internal import Schema

/// Findings as the lines that kubectl prints in front of its result.
enum Warnings {
    /// Longest warning in bytes: the API server may cut what is longer than 256 characters (Kubernetes, API concepts,
    /// warnings).
    static let longest = 256
    /// Most bytes of all warnings together: the API server ignores what comes after 4096 characters.
    static let budget = 4096

    /// One line a finding, `field.path: text`, as many as fit.
    static func lines(for findings: [Finding], in document: Document) -> [String] {
        var lines: [String] = []
        var room = budget
        for finding in findings {
            let line = cut(finding.path.description + ": " + finding.message(in: document))
            guard line.utf8.count <= room else { break }
            room -= line.utf8.count
            lines.append(line)
        }
        return lines
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        var line = ""
        for scalar in text.unicodeScalars {
            guard line.utf8.count + UTF8.width(scalar) <= longest - 3 else { break }
            line.unicodeScalars.append(scalar)
        }
        return line + "..."
    }
}
