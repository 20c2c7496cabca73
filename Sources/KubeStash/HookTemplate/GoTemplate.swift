internal import Document
internal import Text

/// A text in Go's template language (`text/template`), read as far as it can be judged without running it.
///
/// It is one pass over the text. Everything that is not certain to be a mistake is accepted.
struct GoTemplate {
    /// A control structure that ends with `{{end}}`.
    private enum Block: String {
        case `if`, range, with, block, define

        /// Whether `.` means something else inside than outside.
        var changesDot: Bool { self != .if }
        /// Whether `$` means something else inside than outside.
        var changesRoot: Bool { self == .block || self == .define }
    }

    /// The first mistake in the syntax, nil if there is none.
    private(set) var problem: String?
    /// The first name that no hook can use, with the dot before a field; nil if there is none.
    private(set) var unknownName: String?

    private let text: [UInt8]
    private var index = 0
    /// The blocks around the place, and whether each has had its `{{else}}`.
    private var blocks: [(block: Block, hasElse: Bool)] = []
    /// The block that begins behind the action that is being read, nil if there is none.
    private var beginning: Block?
    /// The names of the variables that were declared up to the place; where a block ends is not looked at.
    private var variables: Set<String> = []
    /// The number of tokens of the action that is being read, and whether the last one is a `|`.
    private var (parts, isAfterPipe) = (0, false)
    /// The number of blocks around the place that change the meaning of `.`, and that of `$`.
    private var (dotChanges, rootChanges) = (0, 0)

    /// Reads a text; nil if it has no template in it.
    init?(_ text: Span<UInt8>) {
        guard Self.hasTemplate(text) else { return nil }
        self.text = text.copy(of: text.indices)
        while problem == nil, let start = find("{{", from: index) {
            index = start + 2
            readAction()
        }
        if problem == nil, let open = blocks.last { problem = "has {{\(open.block.rawValue)}} without {{end}}" }
    }

    private static func hasTemplate(_ text: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for index in text.indices {
            if previous == UInt8(ascii: "{"), text[index] == previous { return true }
            previous = text[index]
        }
        return false
    }

    /// Reads from behind `{{` to behind `}}`.
    private mutating func readAction() {
        if has("-"), index + 1 < text.count, Self.blanks.contains(text[index + 1]) { index += 2 }
        if has("/*") { return readComment() }
        var (depth, isFirst) = (0, true)
        (parts, isAfterPipe) = (0, false)
        while index < text.count, problem == nil {
            if has("-}}") { index += 1 }
            if has("}}") {
                endAction(isEmpty: isFirst, depth)
                return
            }
            let isBlank = Self.blanks.contains(text[index])
            readToken(isFirst: isFirst, &depth)
            isFirst = isFirst && isBlank
            if !isBlank { parts += 1 }
        }
        if problem == nil { problem = "has {{ without }}" }
    }

    /// Reads the end of an action.
    private mutating func endAction(isEmpty: Bool, _ depth: Int) {
        if isEmpty { problem = "has nothing between {{ and }}" }
        if depth > 0 { problem = "has ( without ) between {{ and }}" }
        if isAfterPipe { problem = "has | with nothing after it" }
        index += 2
        guard let block = beginning else { return }
        if parts == 1 { problem = "has {{\(block.rawValue)}} with nothing to look at" }
        enter(block)
        beginning = nil
    }

    private mutating func readComment() {
        guard let end = find("*/", from: index + 2) else {
            problem = "has {{/* without */}}"
            return
        }
        index = end + 2
        if has(" -") { index += 2 }
        guard has("}}") else {
            problem = "has more than a comment between {{/* and }}"
            return
        }
        index += 2
    }

    /// Reads one token, of at least one byte.
    private mutating func readToken(isFirst: Bool, _ depth: inout Int) {
        let isPipe = has("|")
        if isPipe, parts == 0 || isAfterPipe { problem = "has | with nothing before it" }
        if !Self.blanks.contains(text[index]) { isAfterPipe = isPipe }
        switch text[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): readQuoted(by: text[index])
        case UInt8(ascii: "("):
            depth += 1
            index += 1
        case UInt8(ascii: ")"):
            depth -= 1
            if depth < 0 { problem = "has ) without ( between {{ and }}" }
            index += 1
            // A field of the value in parentheses can be any.
            if has(".") { _ = readFields() }
        case UInt8(ascii: "{"): problem = "has { between {{ and }}"
        case UInt8(ascii: "}"): problem = "has } between {{ and }}"
        case UInt8(ascii: "."):
            let fields = readFields()
            if dotChanges == 0 { look(up: fields, after: "") }
        case UInt8(ascii: "$"):
            index += 1
            readVariable()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while index < text.count, Self.word.contains(text[index]) || has(".") { index += 1 }
        case let byte where Self.word.contains(byte): readName(isFirst: isFirst)
        default: index += 1
        }
    }

    /// Reads a text in quotation marks; only one in backquotes has no escapes and may have line breaks.
    private mutating func readQuoted(by mark: UInt8) {
        let isRaw = mark == UInt8(ascii: "`")
        index += 1
        while index < text.count, text[index] != mark {
            if !isRaw, text[index] == UInt8(ascii: "\n") { break }
            index += !isRaw && text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < text.count, text[index] == mark else {
            problem = "has a quotation mark without the other one between {{ and }}"
            return
        }
        index += 1
    }

    /// Reads a chain such as `.Status.Phase`, and returns its names; none for a dot alone.
    private mutating func readFields() -> [String] {
        var names: [String] = []
        while has(".") {
            index += 1
            let name = readWord()
            guard !name.isEmpty else { break }
            names.append(name)
        }
        return names
    }

    /// Reads the name behind a dollar, and the fields of the variable; without a name it stands for the summary.
    private mutating func readVariable() {
        // A variable of the hook, whose value comes before the template is read.
        if has("{"), let end = find("}", from: index) {
            index = end + 1
            return
        }
        let name = readWord()
        let fields = has(".") ? readFields() : []
        if name.isEmpty {
            if rootChanges == 0 { look(up: fields, after: "$") }
            return
        }
        var next = index
        while next < text.count, Self.blanks.contains(text[next]) { next += 1 }
        if text.span.extracting(next...).starts(with: ":=") || next < text.count && text[next] == UInt8(ascii: ",") {
            variables.insert(name)
        } else if !variables.contains(name) {
            problem = "uses $\(Quoted.bare(name, limit: 64)), which is not declared"
        }
    }

    private mutating func readWord() -> String {
        let start = index
        while index < text.count, Self.word.contains(text[index]) { index += 1 }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    /// Reads a keyword or the name of a function.
    private mutating func readName(isFirst: Bool) {
        let name = readWord()
        guard isFirst else { return look(up: name) }
        switch name {
        case "end":
            guard let block = blocks.popLast()?.block else {
                problem = "has {{end}} without {{if}}, {{range}} or {{with}}"
                return
            }
            dotChanges -= block.changesDot ? 1 : 0
            rootChanges -= block.changesRoot ? 1 : 0
        case "else": readElse()
        default:
            beginning = Block(rawValue: name)
            look(up: name)
        }
    }

    private mutating func readElse() {
        guard let last = blocks.indices.last else {
            problem = "has {{else}} without {{if}}, {{range}} or {{with}}"
            return
        }
        if blocks[last].hasElse { problem = "has {{else}} twice in one {{\(blocks[last].block.rawValue)}}" }
        var next = index
        while next < text.count, Self.blanks.contains(text[next]) { next += 1 }
        // Another condition may follow, as in {{else if .Name}}.
        let isLast = ["}}", "-}}"].contains { (end: StaticString) in text.span.extracting(next...).starts(with: end) }
        if isLast { blocks[last].hasElse = true }
    }

    private mutating func enter(_ block: Block) {
        blocks.append((block, false))
        dotChanges += block.changesDot ? 1 : 0
        rootChanges += block.changesRoot ? 1 : 0
    }

    private mutating func look(up function: String) {
        guard unknownName == nil, !TemplateNames.functions.contains(function) else { return }
        unknownName = function
    }

    private mutating func look(up fields: [String], after prefix: String) {
        guard unknownName == nil, !TemplateNames.hasField(fields) else { return }
        unknownName = prefix + fields.map { ".\($0)" }.joined()
    }

    private func has(_ mark: StaticString) -> Bool {
        text.span.extracting(index...).starts(with: mark)
    }

    private func find(_ mark: StaticString, from start: Int) -> Int? {
        var place = start
        while place < text.count {
            if text.span.extracting(place...).starts(with: mark) { return place }
            place += 1
        }
        return nil
    }

    private static let blanks = ByteSet(" \t\r\n")
    private static let word = ByteSet.letterOrDigit.union(ByteSet("_"))
}
