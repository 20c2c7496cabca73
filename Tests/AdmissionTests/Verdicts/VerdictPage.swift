import KubeStash
import Schema
import TestSupport

/// Makes the record of one kind.
///
/// Besides the values of its objects, it changes those of every type that a kind can have and its objects do not show: such a
/// value is added with its required fields alone, and once more with all of its fields.
struct VerdictPage {
    private var changes: VerdictChanges
    /// The types whose values are changed, or were changed on the page of another kind.
    private var seen: Set<ObjectIdentifier> = []

    /// The kind whose page has the types of Kubernetes that other kinds share with it.
    private static let first = Kinds.all[0]

    init(of kind: Kind) {
        if kind.names.kind != Self.first.names.kind {
            for field in Self.first.schema.fields { Self.collect(field.type, into: &seen) }
        }
        changes = VerdictChanges(sharing: seen)
    }

    /// The record of a kind's objects.
    mutating func record(of sheets: [VerdictSheet]) throws -> String {
        var text = ""
        for sheet in sheets { text += try record(of: sheet, within: []) }
        if let last = sheets.last { text += try expansions(of: last, within: []) }
        return text
    }

    private mutating func record(of sheet: VerdictSheet, within steps: [String]) throws -> String {
        let isFirst = sheet.kind.names.kind == Self.first.names.kind
        // Metadata is the same for all kinds.
        let sites = Self.sites(of: sheet, within: steps).filter { isFirst || !Self.isUsual($0.steps) }
        for site in sites where site.value != nil {
            if let type = Self.objectType(site.type) { seen.insert(ObjectIdentifier(type)) }
        }
        return try sheet.record(of: sites, in: steps.isEmpty ? "" : sites.first?.path ?? "", &changes)
    }

    /// The records of values of types that the sheet does not have.
    private mutating func expansions(of sheet: VerdictSheet, within steps: [String]) throws -> String {
        var text = ""
        for site in Self.sites(of: sheet, within: steps) where site.value == nil {
            guard let type = Self.objectType(site.type), seen.insert(ObjectIdentifier(type)).inserted else { continue }
            var object = sheet.object
            object[site.pointer] = VerdictChanges.good(site.type)
            let larger = try VerdictSheet("\(sheet.title), with \(site.path)", object, of: sheet.kind)
            text += try record(of: larger, within: site.steps) + expansions(of: larger, within: site.steps)
            object[site.pointer] = VerdictChanges.most(site.type)
            let largest = try VerdictSheet("\(sheet.title), with all of \(site.path)", object, of: sheet.kind)
            text += try record(of: largest, within: site.steps)
        }
        return text
    }

    /// Whether steps lead into the metadata, except to the name of the object.
    private static func isUsual(_ steps: [String]) -> Bool {
        steps.first == "metadata" && steps.count > 1 && steps != ["metadata", "name"]
    }

    private static func sites(of sheet: VerdictSheet, within steps: [String]) -> [VerdictSite] {
        VerdictSite.all(in: sheet.object, of: sheet.kind.schema).filter { $0.steps.starts(with: steps) }
    }

    /// The type of an object, or of the items of a list.
    private static func objectType(_ type: ValueType) -> ObjectType? {
        switch type {
        case .object(let type): type
        case .list(let list): objectType(list.item)
        default: nil
        }
    }

    private static func collect(_ type: ValueType, into seen: inout Set<ObjectIdentifier>) {
        guard let type = objectType(type), seen.insert(ObjectIdentifier(type)).inserted else { return }
        for field in type.fields { collect(field.type, into: &seen) }
    }
}
