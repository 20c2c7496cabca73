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

    /// The settings of a container of which nothing else is known.
    ///
    /// - Parameter container: The field with the settings of the container.
    /// - Returns: The parts.
    package static func container(_ container: Key) -> PodParts {
        PodParts(pod: [container], main: [container], mainContext: "securityContext")
    }

    static let context: Key = "securityContext"
    private static let mainSettings: Key = "containerRuntimeSettings"
    private static let users: [Key] = ["runAsUser", "runAsNonRoot"]
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
    func conmainFields(_ field: Key...) -> [String] {
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
        let others = initContainers(of: object, in: document).map { list in
            document.elements(of: list).map { document.present(Self.context, of: $0) }
        }
        return [mainContext(of: object, in: document)] + (others ?? [])
    }

    /// Whether the main container of a template has settings beside it, with which it is judged.
    ///
    /// - Parameters:
    ///   - object: The object with the parts.
    ///   - document: The document of the object.
    /// - Returns: Whether its user or the ban of root is among them.
    func isJudgedBeside(_ object: Document.Node, in document: Document) -> Bool {
        guard isTemplate, let template = document.parent(of: object), let owner = document.parent(of: template),
            let context = document.present([Self.mainSettings, Self.context], of: owner)
        else { return false }
        return Self.users.contains { document.present($0, of: context) != nil }
    }

    /// The list of the Pod's init containers, nil if it has none.
    func initContainers(of object: Document.Node, in document: Document) -> Document.Node? {
        pod(of: object, in: document).flatMap { document.list(Self.initContainers, of: $0) }
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
