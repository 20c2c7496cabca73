internal import Text

/// The allowed text that was probably meant by one that is not allowed.
enum MeantChoice {
    /// The number of letters of an allowed text for each that may be wrong: these texts are few and chosen to be unlike
    /// each other, and a short word that is not among them is usually another word.
    private static let lettersPerMistake = 5
    /// The endings that people add to a word: `Retained`, `Forbidden`, `Scripts`.
    private static let endings = ["s", "d", "ed", "den", "ing"]
    /// The fewest letters of a beginning that stands for the whole: `NoExec`.
    private static let shortestBeginning = 4
    /// The fewest letters of a last word that stands for the whole, and of the initials: `All`, `RWO`.
    private static let shortestEnd = 3
    /// The longest text that is compared, in bytes.
    private static let longest = 64
    /// The words that turn the meaning round, so that what follows them is not the same.
    private static let negations = ["no", "non", "not", "doesnot", "donot"]

    /// The allowed text that was probably meant.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - choices: The allowed texts, none of them empty.
    /// - Returns: The one that is near, or that the text is a short or an inflected form of; nil if there is not exactly one.
    static func of(_ text: String, among choices: [String]) -> String? {
        if let near = NearestName.of(text, among: choices, lettersPerMistake: lettersPerMistake) { return near }
        guard text.utf8.count <= longest, text.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        let word = text.lowercased().filter { $0.isLetter || $0.isNumber }
        let stems = [word] + endings.filter(word.hasSuffix).map { String(word.dropLast($0.count)) }
        let tests: [(String) -> Bool] = [
            { choice in stems.contains(choice.lowercased()) },
            { choice in stems.contains { $0.utf8.count >= shortestBeginning && choice.lowercased().hasPrefix($0) } },
            { choice in stems.contains { isEnd($0, of: choice) } },
            { choice in word.utf8.count >= shortestEnd && initials(of: choice).contains(word) },
        ]
        for test in tests {
            let found = choices.filter(test)
            if !found.isEmpty { return found.count == 1 ? found[0] : nil }
        }
        return nil
    }

    /// Whether a word is the last one of an allowed text, without turning its meaning round.
    private static func isEnd(_ word: String, of choice: String) -> Bool {
        guard word.utf8.count >= shortestEnd, choice.lowercased().hasSuffix(word) else { return false }
        let rest = choice.dropLast(word.count)
        guard !rest.isEmpty, choice[rest.endIndex].isUppercase else { return false }
        return !negations.contains(where: rest.lowercased().hasSuffix)
    }

    /// The initials of an allowed text in lower case, as in `rwo` for `ReadWriteOnce`; kubectl has x for Many.
    private static func initials(of choice: String) -> [String] {
        let initials = choice.filter(\.isUppercase).lowercased()
        return choice.hasSuffix("Many") ? [initials, initials.dropLast() + "x"] : [initials]
    }
}
