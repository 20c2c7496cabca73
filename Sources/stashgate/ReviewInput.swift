import Admission
import Document
import Linting

/// The objects of a file.
struct NamedManifest {
    /// The name of the file.
    let file: String
    /// The objects, in order.
    let objects: [Manifest.Object]

    /// Takes documents apart.
    ///
    /// - Parameters:
    ///   - documents: The documents; empty ones are left out.
    ///   - file: The name of their file.
    /// - Throws: A ``CommandFailure`` that lists the documents that are not objects.
    init(_ documents: [Document], named file: String) throws(CommandFailure) {
        let manifest = Manifest(documents)
        guard manifest.problems.isEmpty else {
            throw CommandFailure(manifest.problems.map { "\(file):\($0.position): \($0.message)" })
        }
        self.file = file
        objects = manifest.objects
    }
}

/// The input of `stashgate review`.
enum ReviewInput {
    /// AdmissionReviews as JSON text, or something that is neither that nor a manifest.
    case reviews([[UInt8]])
    /// Objects.
    case manifest(NamedManifest)

    /// Tells manifests from AdmissionReviews.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - file: Its name, for messages.
    ///   - isForWebhook: Whether what cannot be read is answered as the webhook answers it.
    /// - Throws: A ``CommandFailure`` if the text is neither.
    init(_ text: [UInt8], named file: String, isForWebhook: Bool) throws(CommandFailure) {
        let documents: [Document]
        do throws(ParseError) {
            documents = try Self.documents(of: text)
        } catch {
            let template = TemplateText(unreadable: text)
            if isForWebhook, Self.looksLikeJSON(text), template?.isCertain != true {
                self = .reviews([text])
                return
            }
            throw CommandFailure(error, template, in: file)
        }
        if documents.count == 1, let first = documents.first, Self.isReview(first, orAnyJSON: isForWebhook) {
            // The document of a YAML text holds the JSON text that it stands for.
            self = .reviews([first.bytes])
            return
        }
        guard documents.contains(where: { !$0.isNull($0.root) }) else {
            if isForWebhook {
                self = .reviews([text])
                return
            }
            throw CommandFailure("\(file): there is no object in it")
        }
        let manifest = try NamedManifest(documents, named: file)
        let reviews = manifest.objects.filter(\.isReview)
        guard !reviews.isEmpty else {
            try Self.refuseTemplates(among: manifest)
            self = .manifest(manifest)
            return
        }
        guard reviews.count == manifest.objects.count else {
            throw CommandFailure(
                reviews.map { "\(file):\($0.position): an AdmissionReview cannot be judged beside other objects" })
        }
        self = .reviews(
            reviews.map { review in
                var writer = JSONWriter()
                writer.value(review.node, of: review.document)
                return writer.bytes
            })
    }

    /// Reads JSON as JSON, and any other text as YAML, which JSON with comments or several documents is too.
    ///
    /// - Parameter text: The text.
    /// - Returns: Its documents.
    /// - Throws: A `ParseError` at the first mistake.
    static func documents(of text: [UInt8]) throws(ParseError) -> [Document] {
        guard looksLikeJSON(text) else { return try Document.documents(yaml: text) }
        do throws(ParseError) {
            return [try Document(json: text)]
        } catch let problem {
            do throws(ParseError) {
                return try Document.documents(yaml: text)
            } catch {
                throw problem
            }
        }
    }

    /// Whether a text is empty or begins as an object of JSON does.
    private static func looksLikeJSON(_ text: [UInt8]) -> Bool {
        let first = text.first { !" \t\r\n".utf8.contains($0) }
        return first == nil || first == UInt8(ascii: "{")
    }

    private static func isReview(_ document: Document, orAnyJSON: Bool) -> Bool {
        let kind = document.member("kind", of: document.root).flatMap { document.string($0) }
        if kind == "AdmissionReview" { return true }
        return orAnyJSON && (kind ?? "").isEmpty && !document.isNull(document.root)
    }

    /// Throws if a judged object is a template, whose every mistake would be reported but this one.
    private static func refuseTemplates(among manifest: NamedManifest) throws(CommandFailure) {
        for object in manifest.objects {
            guard case .judged = object.treatment, let template = TemplateText(object) else { continue }
            throw CommandFailure(template, in: manifest.file)
        }
    }
}

extension CommandFailure {
    /// The advice for a user who passes a template.
    private static let advice = "render it first, as in 'helm template CHART | stashgate review -'"

    /// A text that cannot be read, perhaps because it is a template.
    init(_ error: ParseError, _ template: TemplateText?, in file: String) {
        if let template, template.isCertain {
            self.init(template, in: file)
        } else {
            let problem = "\(file):\(error.position): \(error.message)"
            let hint = template.map { "\(file):\($0.position): if this is a template, \(Self.advice)" }
            self.init([problem] + [hint].compactMap { $0 })
        }
    }

    /// A template where a manifest belongs.
    fileprivate init(_ template: TemplateText, in file: String) {
        self.init("\(file):\(template.position): this is a template and not a manifest; \(Self.advice)")
    }
}
