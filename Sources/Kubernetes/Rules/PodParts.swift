package import Document

/// Where an object has the parts of a Pod.
///
/// Rules about several parts of a Pod are the same for its template and for the settings of a Job's Pod and container.
package struct PodParts: Sendable {
    /// The fields that lead to the settings of the Pod; none if they are the object itself.
    private let podPath: [Key]
    /// The fields that lead to the settings of the main container.
    private let mainPath: [Key]
    /// The field with the security settings of the main container.
    private let mainContext: Key
    /// Whether the object is a template, which says everything about the Pod.
    let isTemplate: Bool
    /// Whether the settings of the Pod are a template, which the same rules judge without the main container.
    let hasTemplate: Bool

    private init(pod: [Key], main: [Key], mainContext: Key, isTemplate: Bool = false, hasTemplate: Bool = false) {
        podPath = pod
        mainPath = main
        self.mainContext = mainContext
        self.isTemplate = isTemplate
        self.hasTemplate = hasTemplate
    }

    /// The template of a Pod, which has the settings of the main container among its own.
    static let template = PodParts(pod: [], main: [], mainContext: "containerSecurityContext", isTemplate: true)

    /// The settings of a Pod and of its container.
    static let settings = PodParts(pod: ["pod"], main: ["container"], mainContext: "securityContext")

    /// The settings of a container beside the template of its Pod.
    ///
    /// - Parameters:
    ///   - container: The field with the settings of the container.
    ///   - template: The fields that lead to the template.
    /// - Returns: The parts.
    package static func container(_ container: Key, besideTemplate template: [Key]) -> PodParts {
        PodParts(pod: template, main: [container], mainContext: "securityContext", hasTemplate: true)
    }

    private static let context: Key = "securityContext"
    private static let initContainers: Key = "initContainers"

    /// The fields of the object without which there are no security settings to judge.
    var contextTriggers: [Key] { triggers([Self.context, "containerSecurityContext", Self.initContainers]) }

    /// The fields of the object without which there is nothing to judge.
    ///
    /// - Parameter own: Those of a template.
    /// - Returns: The fields.
    func triggers(_ own: [Key]) -> [Key] {
        if isTemplate { return own }
        return hasTemplate ? mainPath : podPath + mainPath
    }

    /// The paths of a field of all security settings.
    ///
    /// - Parameter field: The steps to the field in the settings.
    /// - Returns: Its paths from the object on: in the settings of the Pod and of each container.
    func contextFields(_ field: Key...) -> [String] {
        [podPath + [Self.context], mainPath + [mainContext], podPath + [Self.initContainers, Self.context]].map {
            ($0 + field).dotted
        }
    }

    /// The paths of a field of all containers.
    ///
    /// - Parameter field: The steps to the field in a container.
    /// - Returns: Its paths from the object on.
    func containerFields(_ field: Key...) -> [String] {
        [mainPath, podPath + [Self.initContainers]].map { ($0 + field).dotted }
    }

    /// The settings of the Pod, nil if there are none.
    func pod(of object: Document.Node, in document: Document) -> Document.Node? {
        document.present(podPath, of: object)
    }

    /// The settings of the main container, nil if there are none.
    func main(of object: Document.Node, in document: Document) -> Document.Node? {
        document.present(mainPath, of: object)
    }

    /// The security settings of the Pod, nil if there are none.
    func podContext(of object: Document.Node, in document: Document) -> Document.Node? {
        pod(of: object, in: document).flatMap { document.present(Self.context, of: $0) }
    }

    /// The security settings of the main container, nil if there are none.
    func mainContext(of object: Document.Node, in document: Document) -> Document.Node? {
        main(of: object, in: document).flatMap { document.present(mainContext, of: $0) }
    }

    /// The security settings of each container, the main one first; nil for a container that has none.
    func contexts(of object: Document.Node, in document: Document) -> [Document.Node?] {
        [mainContext(of: object, in: document)]
            + self.initContainers(of: object, in: document).map { document.present(Self.context, of: $0) }
    }

    /// Whether the Pod or one of its containers has security settings for which a condition holds.
    ///
    /// Beside a template only the main container is judged, and nothing if it has no security settings of its own.
    func anyContext(of object: Document.Node, in document: Document, where holds: (Document.Node) -> Bool) -> Bool {
        let main = mainContext(of: object, in: document)
        if let main, holds(main) { return true }
        guard main != nil || !hasTemplate, let pod = pod(of: object, in: document) else { return false }
        if let context = document.present(Self.context, of: pod), holds(context) { return true }
        guard let list = document.list(Self.initContainers, of: pod) else { return false }
        return document.elements(of: list).contains { document.present(Self.context, of: $0).map(holds) ?? false }
    }

    /// The init containers of the Pod.
    func initContainers(of object: Document.Node, in document: Document) -> [Document.Node] {
        guard let list = pod(of: object, in: document).flatMap({ document.list(Self.initContainers, of: $0) }) else {
            return []
        }
        return Array(document.elements(of: list))
    }
}

extension Document {
    /// The value of a field, nil if it is missing or null; the object itself if no field is named.
    func part(_ key: Key?, of object: Node) -> Node? {
        key.map { present($0, of: object) } ?? object
    }

    /// The value at the end of a path of fields, nil if one of them is missing or null.
    func present(_ path: [Key], of object: Node) -> Node? {
        var current = object
        for key in path {
            guard let next = present(key, of: current) else { return nil }
            current = next
        }
        return current
    }
}

extension [Key] {
    /// The path of these steps with dots: `metadata.labels`.
    var dotted: String { map(\.text).joined(separator: ".") }
}
