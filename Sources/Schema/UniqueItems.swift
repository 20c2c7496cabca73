internal import Document

/// Finds items of a list of two or more that have the same values in the fields that must identify them.
struct UniqueItems {
    private let keys: ArraySlice<Key>
    private let document: Document

    init(by keys: ArraySlice<Key>, in document: Document) {
        self.keys = keys
        self.document = document
    }

    /// Reports every item that repeats an earlier one: at the key field if there is only one, else at the item.
    func check(_ list: Document.Node, _ findings: inout Findings) {
        if let key = keys.first, keys.count == 1 {
            checkTexts(of: list, key, &findings)
        } else {
            checkTuples(of: list, &findings)
        }
    }

    private func checkTexts(of list: Document.Node, _ key: Key, _ findings: inout Findings) {
        var seen = NodeTable()
        for item in document.elements(of: list) {
            guard let value = document.member(key, of: item), document.kind(of: value) == .string,
                !document.isEmptyString(value), seen.insert(value, of: document) != nil
            else { continue }
            findings.report(.duplicateName, .duplicate, value)
        }
    }

    private func checkTuples(of list: Document.Node, _ findings: inout Findings) {
        var seen: Set<[String]> = []
        for item in document.elements(of: list) where document.kind(of: item) == .object {
            let values = keys.map { key in
                document.member(key, of: item).map { document.visibleText(of: $0, limit: Quoted.limit) } ?? ""
            }
            if !seen.insert(values).inserted {
                let names = keys.map(\.text).joined(separator: " and ")
                findings.report(.duplicateName, .duplicate, item, "no two items may have the same \(names)")
            }
        }
    }
}
