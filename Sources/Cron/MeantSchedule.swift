internal import Text
internal import Time

/// The schedule that was probably meant by a text that is not one, where that is clear.
///
/// A guess is offered only if it is a schedule that fires and that Kubernetes accepts. All of this runs only once a text
/// has turned out to be wrong.
enum MeantSchedule {
    /// The longest text in bytes that is guessed about: the usual schedules of other programs have thirty.
    static let longest = 64

    /// The schedule that was probably meant.
    /// - Parameter text: A text that is not a schedule.
    /// - Returns: The schedule; nil if it is not clear.
    static func of(_ text: Span<UInt8>) -> String? {
        guard text.count <= longest else { return nil }
        let bare = String(text).unicodeScalars.filter { !isQuote($0) }
        let words = bare.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
        guard !words.isEmpty, words.allSatisfy({ $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) else {
            return nil
        }
        let whole = words.joined(separator: " ")
        if isFit(whole) { return whole }
        let guess = descriptor(separated(words)) ?? interval(separated(words)) ?? fields(words)
        return guess.flatMap { isFit($0) ? $0 : nil }
    }

    /// Kubernetes refuses a CronJob with the letters TZ in its schedule (`validateScheduleFormat`).
    private static func isFit(_ text: String) -> Bool {
        guard !text.contains("TZ") else { return false }
        return (try? Schedule(reading: text.utf8.span))?.canFire ?? false
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "`", "\u{2018}"..."\u{201F}": true
        default: false
        }
    }

    /// A descriptor without its sign, in upper case, or misspelt.
    private static func descriptor(_ words: [String]) -> String? {
        guard let word = words.last?.lowercased() else { return nil }
        let bare = word.hasPrefix("@") ? String(word.dropFirst()) : word
        switch words.count {
        case 1: return unit(bare) ?? nearest(to: bare)
        case 2 where isEvery(words[0]): return unit(bare)
        default: return nil
        }
    }

    /// The descriptor for a word that names a period.
    private static func unit(_ word: String) -> String? {
        switch word {
        case "hour": "@hourly"
        case "day", "nightly": "@daily"
        case "week": "@weekly"
        case "month": "@monthly"
        case "year": "@yearly"
        default: nil
        }
    }

    private static func nearest(to word: String) -> String? {
        let letters = Array(word.utf8)
        // Another first letter, and a second mistake, make another word: nearly, weekday.
        return Descriptor.names.first { name in
            let known = Array(name.utf8.dropFirst())
            return known.first == letters.first && EditDistance.between(letters, known, atMost: 1) <= 1
        }
    }

    private static func isEvery(_ word: String) -> Bool {
        word.lowercased() == "@every" || word.lowercased() == "every"
    }

    /// `@every` without its sign, or with a duration in another notation: `every 5 minutes`, `@every 1d`.
    private static func interval(_ words: [String]) -> String? {
        guard let first = words.first, isEvery(first), words.count > 1 else { return nil }
        return UnitWords.interval.meant(by: words.dropFirst().joined(separator: " ").utf8.span).map { "@every \($0)" }
    }

    /// The words of a descriptor with a blank too many behind its sign, or another mark than one behind `@every`.
    private static func separated(_ words: [String]) -> [String] {
        var words = words
        if words.count > 1, words[0] == "@", words[1].first?.isLetter == true {
            words.replaceSubrange(0...1, with: ["@" + words[1]])
        }
        guard let first = words.first else { return words }
        let word = first.prefix { $0 == "@" || $0.isLetter }
        let behind = first[word.endIndex...]
        let rest = behind.drop { $0 == ":" || $0 == "=" }
        guard isEvery(String(word)), !behind.isEmpty, rest.isEmpty || rest.first?.isNumber == true || rest != behind
        else { return words }
        return [String(word)] + (rest.isEmpty ? [] : [String(rest)]) + words.dropFirst()
    }

    /// Five fields, out of those of another scheduler, with broken words joined and ranges mended.
    private static func fields(_ words: [String]) -> String? {
        guard let words = ForeignFields.five(of: joined(words)), words.count == Field.allCases.count else { return nil }
        var mended: [String] = []
        for (field, word) in zip(Field.allCases, words) {
            guard let text = MeantField(field).mend(word) else { return nil }
            mended.append(text)
        }
        return mended.joined(separator: " ")
    }

    /// The words, joined where a mark that belongs between two values is at an end.
    private static func joined(_ words: [String]) -> [String] {
        func isMark(_ character: Character?) -> Bool { character.map { ",-/".contains($0) } ?? false }
        return words.reduce(into: []) { joined, word in
            if let last = joined.last, isMark(last.last) || isMark(word.first) {
                joined[joined.count - 1] = last + word
            } else {
                joined.append(word)
            }
        }
    }
}

/// Schedules with fields for seconds or years.
///
/// Quartz has seconds first, perhaps years last, and a question mark in one of the day fields; AWS has the years, but no
/// seconds; others have only the seconds. The place of the question mark tells them apart.
private enum ForeignFields {
    /// The five fields, nil if what the others say cannot be left out.
    static func five(of words: [String]) -> [String]? {
        guard words.count == 6 || words.count == 7 else { return words }
        let marks = words.indices.filter { words[$0] == "?" }
        let hasSeconds = marks.allSatisfy { $0 == 3 || $0 == 5 || $0 == 6 }
        if words.count == 7 || hasSeconds {
            guard hasSeconds, Int(words[0]) == 0, words.count == 6 || isAny(words[6]) else { return nil }
            // Without a question mark, a field too many may be anywhere, unless the hour is where only seconds put it.
            if words.count == 6, marks.isEmpty, isAny(words[2]) { return nil }
            // Minute and hour may come first, and the field too many last.
            if marks.isEmpty, isAny(words[5]), words.count == 6, let hour = Int(words[1]), 1...23 ~= hour { return nil }
            return cleaned(words[1...5], countsFromSunday: words.count == 7 || !marks.isEmpty)
        }
        guard marks.allSatisfy({ $0 == 2 || $0 == 4 }), isAny(words[5]) else { return nil }
        return cleaned(words[0...4], countsFromSunday: true)
    }

    private static func isAny(_ word: String) -> Bool { word == "*" || word == "?" }

    /// The fields without question marks; nil if they number the days of the week in another way.
    private static func cleaned(_ words: ArraySlice<String>, countsFromSunday: Bool) -> [String]? {
        let digits = words.last?.contains { $0.isNumber } ?? false
        return countsFromSunday && digits ? nil : words.map { $0 == "?" ? "*" : $0 }
    }
}
