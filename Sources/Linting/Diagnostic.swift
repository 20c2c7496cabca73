package import Document
internal import KubeStash
package import Schema

/// A mistake in a file or in an object of a cluster, and its place.
package struct Diagnostic: Sendable {
    /// A part of a file, or an object of a cluster, which has no text.
    package struct Place: Hashable, Sendable {
        /// The file's path, or `-`; for an object of a cluster its title, such as `BackupStorage demo/s3`.
        package let file: String
        /// The first character.
        package let start: SourcePosition
        /// The character after the last one.
        package let end: SourcePosition
        /// Whether it is a part of a file, whose lines and columns people can look up.
        package let isInFile: Bool

        /// Makes a part of a file.
        init(file: String, start: SourcePosition, end: SourcePosition) {
            (self.file, self.start, self.end) = (file, start, end)
            isInFile = true
        }

        /// Makes the place of an object of a cluster.
        ///
        /// - Parameter title: Its kind, namespace and name in one line.
        package init(object title: String) {
            (file, start, end) = (title, .start, .start)
            isInFile = false
        }
    }

    /// The object that a mistake is in.
    package struct Subject: Hashable, Sendable {
        /// Its `apiVersion`.
        package let apiVersion: String
        /// Its kind.
        package let kind: String
        /// Its name, empty if it has none.
        package let name: String
        /// Its namespace, empty if it is not known, and for an object of the whole cluster.
        package let namespace: String
        /// Whether it belongs to the whole cluster.
        package let isClusterScoped: Bool
        /// The offset of its first byte in the file, which tells objects of one name apart.
        package let offset: Int
    }

    /// Another place that has to do with the mistake.
    package struct Note: Hashable, Sendable {
        /// The place.
        package let place: Place
        /// A note about the place, in a few words.
        package let message: String
    }

    /// A text for a part of a file.
    package struct Edit: Hashable, Sendable {
        /// The part that is replaced; of no length for an insertion.
        package let place: Place
        /// The text that is written there.
        package let text: String
    }

    /// The broken rule.
    package let rule: RuleID
    /// The severity.
    package internal(set) var severity: Finding.Severity
    /// The place of the mistake.
    package let place: Place
    /// The field, empty for the object or the file as a whole.
    package let path: String
    /// The mistake, without the suggestion.
    package private(set) var statement: String
    /// The mistake as kubectl prints it, with the suggestion.
    package private(set) var message: String
    /// The object, nil if the mistake is in none.
    package let subject: Subject?
    /// The change that would correct the mistake, nil if there is no clear one.
    package var suggestion: Finding.Suggestion?
    /// The source line of the place, nil if there is none.
    package var excerpt: Excerpt?
    /// Other places that have to do with the mistake.
    package var notes: [Note] = []
    /// The change of the document that mends the mistake for certain, if changes are wanted.
    var change: Change?
    /// The edits of the file that make the change, in the order of their places; none if it cannot be made.
    package internal(set) var edits: [Edit] = []

    /// Makes a diagnostic.
    ///
    /// - Parameters:
    ///   - rule: The broken rule, which also states the severity.
    ///   - place: The place of the mistake.
    ///   - message: The mistake in one line.
    ///   - subject: The object, nil if the mistake is in none.
    ///   - path: The field, empty for the object or the file as a whole.
    ///   - excerpt: The source line of the place.
    ///   - suggestion: The change that would correct the mistake.
    package init(
        _ rule: RuleInfo, at place: Place, _ message: String, in subject: Subject? = nil, path: String = "",
        excerpt: Excerpt? = nil, suggestion: Finding.Suggestion? = nil
    ) {
        self.rule = rule.id
        severity = rule.severity
        self.place = place
        self.path = path
        statement = message
        self.message = suggestion?.meant.map { "\(message); did you mean \($0)?" } ?? message
        self.subject = subject
        self.suggestion = suggestion
        self.excerpt = excerpt
    }

    /// Makes a diagnostic of a finding.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - place: The place of the mistake.
    ///   - subject: The object.
    ///   - document: The document of the object.
    ///   - excerpt: The source line of the place.
    package init(
        _ finding: Finding, at place: Place, in subject: Subject, of document: Document, excerpt: Excerpt?
    ) {
        rule = finding.rule
        severity = finding.severity
        self.place = place
        path = finding.path.description
        statement = finding.statement(in: document)
        message = finding.suggestion == nil ? statement : finding.message(in: document)
        self.subject = subject
        suggestion = finding.suggestion
        self.excerpt = excerpt
    }

    /// Says whether YAML reads another value than is written; the written one is meant.
    mutating func explain(_ written: String, readAs read: String, lacksQuotes: Bool) {
        if written != read { statement += "; YAML reads \(Quoted.visible(written)) as \(read)" }
        if suggestion == .replace(with: read) || suggestion == nil && lacksQuotes {
            suggestion = .replace(with: written)
        }
        message = suggestion?.meant.map { "\(statement); did you mean \($0)?" } ?? statement
    }

    /// The field and the message, as kubectl prints them.
    package var line: String { Self.join(path, message) }

    /// The field and the message without the suggestion.
    package var shortLine: String { Self.join(path, statement) }

    private static func join(_ path: String, _ message: String) -> String {
        path.isEmpty ? message : message.isEmpty ? path : "\(path): \(message)"
    }
}
