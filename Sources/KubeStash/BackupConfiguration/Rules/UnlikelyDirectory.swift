internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A directory of a storage is a path with slashes in it, not an address and not a path of Windows.
///
/// KubeStash takes any text, and puts the data into a directory of that name.
struct UnlikelyDirectory: ObjectRule {
    /// A directory that is probably something else.
    static let info = RuleInfo(
        "unlikely-directory", .warning, "a directory of a storage that is an address or a path of Windows")

    private let field: Key
    private let hidden: HiddenCharacters

    init(_ field: Key) {
        self.field = field
        hidden = HiddenCharacters(field)
    }

    var fields: [String] { [field.text] }
    var others: [(rule: RuleInfo, fields: [String])] { [(HiddenCharacters.info, fields)] }
    var triggers: [Key] { [field] }

    /// Looks at a directory, also for characters that are not seen.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let directory = document.text(field, of: object),
            // Nearly every directory is of other characters.
            !document.withUTF8(of: directory, { $0.allSatisfy(Self.usual.contains) })
        else { return }
        hidden.check(object, in: document, &findings)
        guard let problem = document.withUTF8(of: directory, Self.problem) else { return }
        findings.report(Self.info, .invalid, directory, problem)
    }

    private static func problem(with text: Span<UInt8>) -> String? {
        if let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, text.extracting(colon...).starts(with: "://"),
            text.extracting(..<colon).allSatisfy(ByteSet.letterOrDigit.contains)
        {
            return "is a directory in the storage, not an address: the BackupStorage says which bucket is meant"
        }
        return isOfWindows(text) ? "is a path of Windows: a storage has '/' between the names of directories" : nil
    }

    /// Whether a text begins with a drive, or has a backslash between two names.
    private static func isOfWindows(_ text: Span<UInt8>) -> Bool {
        let slashes = ByteSet("/\\")
        if text.count > 2, text[1] == UInt8(ascii: ":"), slashes.contains(text[2]) { return true }
        return text.indices.dropFirst().dropLast().contains { index in
            text[index] == UInt8(ascii: "\\") && ByteSet.letterOrDigit.contains(text[index - 1])
                && ByteSet.letterOrDigit.contains(text[index + 1])
        }
    }

    private static let usual = ByteSet.letterOrDigit.union(ByteSet("/-_.${}"))
}
