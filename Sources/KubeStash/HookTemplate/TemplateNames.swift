internal import Schema

/// The names that the templates of hooks can use.
enum TemplateNames {
    /// The fields of the summary of a backup or restore (KubeStash `Summary`), with those inside each.
    private static let fields: [(name: String, inner: [String])] = [
        ("Name", []), ("Namespace", []), ("Invoker", reference), ("Target", reference),
        ("Status", ["Phase", "Duration", "Error"]),
    ]
    private static let reference = ["APIGroup", "Kind", "Name", "Namespace"]

    /// Whether a chain of fields begins in the summary; no field means the summary itself.
    ///
    /// Upper and lower case are not distinguished: the fields have names in Go and in JSON.
    static func hasField(_ names: [String]) -> Bool {
        guard let first = names.first else { return true }
        guard let field = fields.first(where: { $0.name.lowercased() == first.lowercased() }) else { return false }
        guard names.count > 1, !field.inner.isEmpty else { return true }
        return field.inner.contains { $0.lowercased() == names[1].lowercased() }
    }

    /// The field or function that was probably meant by an unknown name, nil if none is near.
    static func nearest(to name: String) -> String? {
        guard name.contains(".") else {
            let field = fields.first { $0.name == name }
            return field.map { ".\($0.name)" }
                ?? NearestName.of(name, among: functions, mostCandidates: functions.count)
        }
        let chains = fields.flatMap { field in
            [".\(field.name)"] + field.inner.map { ".\(field.name).\($0)" }
        }
        let prefix = name.hasPrefix("$") ? "$" : ""
        let wanted = String(name.dropFirst(prefix.count))
        return NearestName.of(wanted, among: chains).map { prefix + $0 }
    }

    /// The functions of Go's templates, and those of the library Sprig, which KubeStash adds.
    static let functions: Set<String> = Set(
        (builtIn + " " + texts + " " + numbersAndLists + " " + others).split(separator: " ").map(String.init))

    private static let builtIn =
        "and break call continue else eq false ge gt html if index js le len lt ne nil not or print printf println "
        + "range slice template true urlquery with"

    private static let texts =
        "abbrev abbrevboth b32dec b32enc b64dec b64enc base camelcase cat clean contains dir ext fromJson hasPrefix "
        + "hasSuffix indent initials isAbs join kebabcase lower mustFromJson mustRegexFind mustRegexFindAll "
        + "mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustToJson mustToPrettyJson "
        + "mustToRawJson nindent nospace osBase osClean osDir osExt osIsAbs plural quote randAlpha randAlphaNum "
        + "randAscii randBytes randNumeric regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll "
        + "regexReplaceAllLiteral regexSplit repeat replace shuffle snakecase sortAlpha split splitList splitn squote "
        + "substr swapcase title toJson toPrettyJson toRawJson toString toStrings toYaml fromYaml trim trimAll "
        + "trimPrefix trimSuffix trimall trunc untitle upper wrap wrapWith urlJoin urlParse"

    private static let numbersAndLists =
        "add add1 add1f addf append atoi biggest ceil chunk compact concat deepCopy deepEqual dict dig div divf first "
        + "float64 floor get has hasKey initial int int64 keys last list max maxf merge mergeOverwrite min minf mod "
        + "mul mulf mustAppend mustChunk mustCompact mustDeepCopy mustFirst mustHas mustInitial mustLast mustMerge "
        + "mustMergeOverwrite mustPrepend mustPush mustRest mustReverse mustSlice mustUniq mustWithout omit pick "
        + "pluck prepend push randInt rest reverse round seq set sub subf toDecimal tuple uniq unset until untilStep "
        + "values without"

    private static let others =
        "adler32sum ago all any bcrypt buildCustomCert coalesce date dateInZone dateModify date_in_zone date_modify "
        + "decryptAES default derivePassword duration durationRound empty encryptAES env expandenv fail genCA "
        + "genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey "
        + "getHostByName hello htmlDate htmlDateInZone htpasswd kindIs kindOf mustDateModify mustToDate "
        + "must_date_modify now semver semverCompare sha1sum sha256sum sha512sum ternary toDate typeIs typeIsLike "
        + "typeOf unixEpoch uuidv4"
}
