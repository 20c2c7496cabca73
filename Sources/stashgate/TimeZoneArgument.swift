import ArgumentParser

/// The name of a time zone on the command line.
enum TimeZoneArgument {
    /// Checks a name against this machine's tz database.
    ///
    /// - Parameter text: The name.
    /// - Returns: The same text.
    /// - Throws: A `ValidationError` that says which name was probably meant.
    static func name(_ text: String) throws -> String {
        guard !isKnown(text) else { return text }
        let meant = [inNames(text), text.uppercased(), offset(text)].compactMap { $0 }.first(where: isKnown)
        throw ValidationError(
            "this machine knows no such time zone; "
                + (meant.map { "did you mean \($0)?" } ?? "it must be a name such as Europe/Berlin"))
    }

    private static func isKnown(_ text: String) -> Bool {
        TimeZoneDatabase.zone(text) != nil
    }

    /// The text in the letter case of the database, with its underscores: `america/new york` is `America/New_York`.
    private static func inNames(_ text: String) -> String {
        var isFirst = true
        return String(
            text.map { letter in
                defer { isFirst = !letter.isLetter }
                if letter == " " { return "_" }
                return Character(isFirst ? letter.uppercased() : letter.lowercased())
            })
    }

    /// The zone with a fixed offset of whole hours: `+02:00` and `UTC+2` are `Etc/GMT-2`, as the database counts west of
    /// Greenwich as positive.
    private static func offset(_ text: String) -> String? {
        let upper = text.uppercased()
        let rest = ["UTC", "GMT"].first(where: upper.hasPrefix).map { upper.dropFirst($0.count) } ?? upper[...]
        guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
        let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let hours = parts.first, (1...2).contains(hours.count), let number = Int(hours), number >= 0,
            parts.dropFirst().allSatisfy({ $0 == "00" }), parts.count <= 2
        else { return nil }
        return number == 0 ? "UTC" : "Etc/GMT\(sign == "+" ? "-" : "+")\(number)"
    }
}
