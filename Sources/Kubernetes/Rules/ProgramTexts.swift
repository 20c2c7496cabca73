package import Document
package import Schema
internal import Text

/// A command is a list: the first item is the program, and no shell splits it.
///
/// Kubernetes starts the container, which fails to find a program with such a name.
package struct UnsplitCommand: ObjectRule {
    /// A program and its arguments in one text.
    package static let info = RuleInfo(
        "unsplit-command", .warning, "a command with a program and its arguments in one item of the list")
    private static let command: Key = "command"

    /// Makes the rule.
    package init() {}

    package var fields: [String] { [Self.command.text] }
    package var triggers: [Key] { [Self.command] }

    /// Warns of a first item with a blank inside; one with a template or a variable is not known yet, and a path of Windows
    /// can have blanks.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let command = document.present(Self.command, of: object), document.kind(of: command) == .array,
            !document.isEmptyContainer(command)
        else { return }
        let program = document.first(in: command)
        guard document.isString(program), document.withUTF8(of: program, Self.hasArguments) else { return }
        findings.report(
            Self.info, .invalid, program,
            "is taken for the name of one program: write each argument as an item, or let a shell split it with "
                + "[sh, -c, ...]")
    }

    private static func hasArguments(_ text: Span<UInt8>) -> Bool {
        guard text.contains(UInt8(ascii: " ")), !text.contains(where: unknown.contains) else { return false }
        return text.extracting(text.trimmedWhiteSpace(text.indices)).contains(UInt8(ascii: " "))
    }

    private static let unknown = ByteSet("${\\")
}

/// The name of an image has no blanks, and no upper case but in its registry and its tag.
///
/// Kubernetes accepts any text, and the kubelet then reports `InvalidImageName` (`reference.ParseNormalizedNamed` of
/// `github.com/distribution/reference`).
package struct UnlikelyImage: ObjectRule {
    /// An image that cannot be pulled.
    package static let info = RuleInfo("unlikely-image", .warning, "an image by a name that no image can have")
    private static let image: Key = "image"

    /// Makes the rule.
    package init() {}

    package var fields: [String] { [Self.image.text] }
    package var triggers: [Key] { [Self.image] }

    /// Looks at the name, unless it has a variable.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let image = document.present(Self.image, of: object), document.isString(image),
            let problem = document.withUTF8(of: image, Self.problem)
        else { return }
        findings.report(Self.info, .invalid, image, problem)
    }

    private static func problem(with text: Span<UInt8>) -> String? {
        let marks = text.contains { unusual.contains($0) }
        guard marks, !text.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "{") }) else { return nil }
        // A blank at an end is an error already.
        guard let first = text.first, let last = text.last, first != blank, last != blank else { return nil }
        if text.contains(blank) { return "has a blank in it, so it cannot be pulled" }
        if hasScheme(text) { return "is the name of an image, which has no scheme such as https:// before it" }
        let end = text.firstIndex(of: UInt8(ascii: "@")) ?? text.count
        let slash = text.extracting(..<end).firstIndex(of: UInt8(ascii: "/"))
        var start = 0
        // A first part with a dot, a colon or upper case is the registry.
        if let slash, text.extracting(..<slash).contains(where: ofRegistries.contains) { start = slash + 1 }
        let name = text.extracting(start..<end)
        let path = name.extracting(..<(tag(of: name) ?? name.count))
        return path.contains(where: upperCase.contains)
            ? "has upper case in the name of its repository, so it cannot be pulled" : nil
    }

    /// The colon before the tag, nil if there is none.
    private static func tag(of name: Span<UInt8>) -> Int? {
        let start = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return name.firstIndex(of: UInt8(ascii: ":"), in: start..<name.count)
    }

    private static let blank = UInt8(ascii: " ")
    private static let upperCase = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    private static let ofRegistries = upperCase.union(ByteSet(".:"))
    private static let unusual = upperCase.union(ByteSet(" /"))

    private static func hasScheme(_ text: Span<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return text.extracting((colon + 1)...).starts(with: "//")
    }
}
