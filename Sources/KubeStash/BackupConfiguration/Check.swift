public import Document
public import Schema

extension BackupConfiguration {
    /// The rules that are run after the structural check.
    public static let rules: [any Rule] = [
        DuplicateName(), InvalidSchedule(), ScheduleTimeZone(), ScheduleNeverFires(), UnknownBackend(),
        DirectoryConflict(), RepositoryConflict(), FrequentSchedule(), OversizedSteps(), EitherDay(),
        SimultaneousSessions(), MissingEncryption(), UnusedBackend(), SharedStorage(), ReliesOnDefault(),
        UnusedClaimTemplates(), LongName(),
    ]

    /// Checks an object against the schema, every rule and a policy.
    ///
    /// - Parameters:
    ///   - object: The object, whatever it is.
    ///   - document: The document that it is in.
    ///   - settings: What the policy says about objects of its namespace.
    /// - Returns: All findings, in the schema's order of fields.
    public static func check(
        _ object: Document.Node, in document: Document, under settings: PolicySettings = .default
    ) -> Findings {
        var findings = Findings(about: object, in: document)
        StructuralCheck.run(schema, into: &findings)
        // Who has more mistakes of form than are kept is refused; the rules would add to the number only, and the view
        // of millions of empty sessions would take hundreds of megabytes.
        if findings.dropped == 0 {
            let configuration = BackupConfiguration(object, in: document)
            for rule in rules { rule.check(configuration, &findings) }
            for rule in settings.rules { rule.check(configuration, &findings) }
        }
        settings.apply(to: &findings)
        findings.sort(by: schema)
        return findings
    }

    /// The smallest patch that fills in what is missing and has a default.
    ///
    /// - Parameters:
    ///   - object: The object; the patch's pointers begin there.
    ///   - document: The document that it is in.
    /// - Returns: The patch, nil where it would be longer than `Defaults.patchLimit`.
    public static func defaults(for object: Document.Node, in document: Document) -> JSONPatch? {
        Defaults.patch(for: object, of: schema, in: document)
    }
}
