internal import Document
internal import Kubernetes

/// The part of an Addon that sessions depend on.
struct AddonFacts: Sendable {
    /// A task.
    struct Task: Sendable {
        let name: String
        let side: AddonCatalogue.Side
        /// The Function that does the work, empty if none is named.
        let function: String
        let parameters: [Parameter]
        /// The names of all parameters.
        let parameterNames: Set<String>
        /// The names of the parameters that a session must give a value.
        let requiredNames: Set<String>
        /// The names of its volumes.
        let volumes: Set<String>
    }

    /// A parameter that a task declares.
    struct Parameter: Sendable {
        let name: String
        /// Whether a session must give a value.
        let isRequired: Bool
    }

    let tasks: [Task]
    /// The index of the first task of each name.
    private let places: [AddonCatalogue.Side: [String: Int]]

    init(_ spec: Document.Node?, of document: Document) {
        var tasks: [Task] = []
        for (key, side) in [(Addon.backupTasks, AddonCatalogue.Side.backup), (Addon.restoreTasks, .restore)] {
            let list = spec.flatMap { document.present(key, of: $0) }
            tasks += document.objects(in: list) { Self.task($0, side, of: document) }
        }
        self.tasks = tasks
        places = tasks.indices.reduce(into: [:]) { places, index in
            let task = tasks[index]
            if places[task.side]?[task.name] == nil { places[task.side, default: [:]][task.name] = index }
        }
    }

    /// The task with a name, nil if there is none on that side.
    func task(_ name: String, _ side: AddonCatalogue.Side) -> Task? {
        places[side]?[name].map { tasks[$0] }
    }

    /// The index of the task with a name in a document, nil if there is none on that side.
    func place(ofTask name: Document.Node, _ side: AddonCatalogue.Side, in document: Document) -> Int? {
        document.string(name).flatMap { places[side]?[$0] }
    }

    private static func task(_ node: Document.Node, _ side: AddonCatalogue.Side, of document: Document) -> Task {
        func text(_ key: Key, of node: Document.Node) -> String {
            document.text(key, of: node).flatMap { document.string($0) } ?? ""
        }
        let parameters = document.objects(in: document.present(Addon.parameters, of: node)) { item in
            let hasDefault = document.text(defaultValue, of: item) != nil
            return Parameter(
                name: text(Names.name, of: item), isRequired: document.isTrue(required, of: item) && !hasDefault)
        }
        let volumes = document.objects(in: document.present(Addon.volumeTemplate, of: node)) {
            text(Names.name, of: $0)
        }
        return Task(
            name: text(Names.name, of: node), side: side, function: text(ObjectName.function, of: node),
            parameters: parameters, parameterNames: Set(parameters.map(\.name)),
            requiredNames: Set(parameters.lazy.filter(\.isRequired).map(\.name)), volumes: Set(volumes))
    }

    private static let required: Key = "required"
    private static let defaultValue: Key = "default"
}

/// The part of a Function that sessions depend on.
struct FunctionFacts: Sendable {
    /// The variables in its arguments, which parameters give values to.
    let variables: Set<String>

    init(_ spec: Document.Node?, of document: Document) {
        let arguments = spec.flatMap { document.present(Self.arguments, of: $0) }
        let texts = arguments.map { document.elements(of: $0).compactMap { document.string($0) } } ?? []
        variables = texts.reduce(into: []) { $0.formUnion(Envsubst(Array($1.utf8), [:]).variables) }
    }

    private static let arguments: Key = "args"
}
