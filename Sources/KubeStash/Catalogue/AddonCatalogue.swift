internal import Document
internal import Text

/// The Addons of the official catalogues of KubeStash and KubeDB: their tasks, parameters and volumes.
///
/// Every cluster can have others, about which nothing is assumed. The table is made from the manifests of a release
/// (``CatalogueTable``).
package struct AddonCatalogue: Sendable {
    /// Whether a task backs up or restores.
    package enum Side: String, Sendable {
        case backup, restore

        /// The other one.
        var other: Side { self == .backup ? .restore : .backup }
    }

    /// An Addon.
    struct Addon: Sendable {
        /// The index of its name in ``names``.
        let name: Int
        /// The indices of its tasks.
        let tasks: Range<Int>
        /// The indices of the kinds of its targets in ``kinds``; none if it is for any kind.
        let kinds: Range<Int>
    }

    /// A task of an Addon.
    struct Task: Sendable {
        /// The index of its name in ``names``.
        let name: Int
        /// The list that it belongs to.
        let side: Side
        /// Whether its driver encrypts with the secret of the repository.
        let usesSecret: Bool
        /// The indices of its parameters.
        let parameters: Range<Int>
        /// The indices of its volumes' names in ``volumes``.
        let volumes: Range<Int>
    }

    /// A parameter of a task.
    struct Parameter: Sendable {
        /// The index of its name in ``names``.
        let name: Int
        /// Whether users must give a value.
        let isRequired: Bool
        /// Whether the Addon declares it; if not, the Function reads it all the same.
        let isDeclared: Bool
    }

    /// The release of KubeStash that the catalogue is from.
    package let release: String
    /// The names of Addons, tasks, parameters and volumes, each once.
    let names: [Key]
    /// All Addons, in alphabetical order.
    let addons: [Addon]
    let tasks: [Task]
    let parameters: [Parameter]
    /// The indices of the volumes' names in ``names``.
    let volumes: [Int]
    /// The names of Functions.
    let functions: [String]
    /// The kinds of targets.
    let kinds: [Key]
    /// The names of the Addons for each kind of targets, in order.
    let addonsOfKind: [String: [String]]
    private let index: KeyIndex
    /// For each name, the index of the Addon with that name, or -1.
    private let addonOfName: [Int]

    /// The catalogue that stashgate knows.
    package static let official = AddonCatalogue(CatalogueTable.text)

    /// Reads a table.
    ///
    /// - Parameter table: The lines of ``CatalogueTable``.
    init(_ table: String) {
        var reader = CatalogueReader()
        // By bytes, as the table has nothing but ASCII, and every command that judges reads it first.
        for line in table.utf8.split(separator: UInt8(ascii: "\n")) {
            reader.read(line.split(separator: UInt8(ascii: " ")).map { Substring($0) })
        }
        release = reader.release
        names = reader.names
        addons = reader.addons
        tasks = reader.tasks
        parameters = reader.parameters
        volumes = reader.volumes
        functions = reader.functions.sorted()
        kinds = reader.kinds
        index = KeyIndex(reader.names)
        var places = [Int](repeating: -1, count: reader.names.count)
        for (place, addon) in reader.addons.enumerated() { places[addon.name] = place }
        addonOfName = places
        var addonsOfKind: [String: [String]] = [:]
        for addon in reader.addons {
            for kind in reader.kinds[addon.kinds] {
                addonsOfKind[kind.text, default: []].append(reader.names[addon.name].text)
            }
        }
        self.addonsOfKind = addonsOfKind
    }
}

extension AddonCatalogue {
    /// The Addon with a name, nil if the catalogue has none.
    func addon(_ name: Document.Node, in document: Document) -> Addon? {
        guard let index = index.index(of: name, in: document), addonOfName[index] >= 0 else { return nil }
        return addons[addonOfName[index]]
    }

    /// The task of an Addon with a name, nil if it has none on that side.
    func task(_ name: Document.Node, of addon: Addon, _ side: Side, in document: Document) -> Task? {
        guard let index = index.index(of: name, in: document) else { return nil }
        return task(index, of: addon, side)
    }

    private func task(_ name: Int, of addon: Addon, _ side: Side) -> Task? {
        for place in addon.tasks where tasks[place].name == name && tasks[place].side == side { return tasks[place] }
        return nil
    }

    /// The parameter of a task with a name, nil if it has none.
    func parameter(_ name: Document.Node, of task: Task, in document: Document) -> Parameter? {
        guard let index = index.index(of: name, in: document) else { return nil }
        for place in task.parameters where parameters[place].name == index { return parameters[place] }
        return nil
    }

    /// Whether a task has a volume with a name.
    func hasVolume(_ name: Document.Node, of task: Task, in document: Document) -> Bool {
        guard let index = index.index(of: name, in: document) else { return false }
        return volumes[task.volumes].contains(index)
    }

    /// Whether an Addon backs up a kind, as far as is known.
    func isFor(_ kind: Document.Node, _ addon: Addon, in document: Document) -> Bool {
        for place in addon.kinds where document.isString(kind, kinds[place]) { return true }
        return addon.kinds.isEmpty
    }

    /// The names of an Addon's tasks on one side, in order.
    func taskNames(of addon: Addon, _ side: Side) -> [String] {
        tasks[addon.tasks].filter { $0.side == side }.map { names[$0.name].text }
    }
}

/// Fills the tables of an ``AddonCatalogue``.
private struct CatalogueReader {
    var release = ""
    var names: [Key] = []
    var addons: [AddonCatalogue.Addon] = []
    var tasks: [AddonCatalogue.Task] = []
    var parameters: [AddonCatalogue.Parameter] = []
    var volumes: [Int] = []
    var functions: Set<String> = []
    var kinds: [Key] = []
    private var known: [String: Int] = [:]

    /// The drivers that do not encrypt with the repository's secret.
    ///
    /// WalG is not among them: it encrypts what the database writes.
    private static let withoutSecret: Set<Substring> = [
        "VolumeSnapshotter", "Medusa", "ClickHouseBackup", "Neo4jAdmin",
    ]

    /// Reads the words of a line.
    mutating func read(_ words: [Substring]) {
        guard words.count > 1 else { return }
        switch words[0] {
        case "release": release = String(words[1])
        case "function": functions.insert(String(words[1]))
        case "addon":
            let firstKind = kinds.count
            kinds += AddonCatalogue.targetKinds(ofAddon: words[1])
            addons.append(
                .init(
                    name: place(of: words[1]), tasks: tasks.count..<tasks.count, kinds: firstKind..<kinds.count))
        default:
            guard let side = AddonCatalogue.Side(rawValue: String(words[0])), words.count > 4,
                let addon = addons.popLast()
            else { return }
            add(words.dropFirst(), side)
            addons.append(
                .init(name: addon.name, tasks: addon.tasks.lowerBound..<tasks.count, kinds: addon.kinds))
        }
    }

    /// Adds a task: its name, its Function, its driver, its volumes and its parameters.
    private mutating func add(_ words: ArraySlice<Substring>, _ side: AddonCatalogue.Side) {
        let words = Array(words)
        functions.insert(String(words[1]))
        let (firstVolume, firstParameter) = (volumes.count, parameters.count)
        for volume in words[3].utf8.split(separator: UInt8(ascii: ",")).map({ Substring($0) }) where volume != "-" {
            volumes.append(place(of: volume))
        }
        for word in words[4...] {
            let (mark, name) = (word.utf8.first, word.utf8.drop { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?") })
            parameters.append(
                .init(
                    name: place(of: Substring(name)), isRequired: mark == UInt8(ascii: "!"),
                    isDeclared: mark != UInt8(ascii: "?")))
        }
        tasks.append(
            .init(
                name: place(of: words[0]), side: side, usesSecret: !Self.withoutSecret.contains(words[2]),
                parameters: firstParameter..<parameters.count, volumes: firstVolume..<volumes.count))
    }

    private mutating func place(of name: Substring) -> Int {
        if let place = known[String(name)] { return place }
        known[String(name)] = names.count
        names.append(Key(permanent: String(name)))
        return names.count - 1
    }
}
