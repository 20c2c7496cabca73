import Document
import Testing

/// A cursor says the same as each document does by itself.
struct PositionCursorTests {
    @Test(arguments: [
        "{\"a\": [1, {\"é\": \"x\"}],\n \"b\": null}", "a: 1\nb:\n- é: 2\n- c: {d: e}\n---\n# c\nf: &x [1]\ng: *x\n",
        "[]", "a\n",
    ])
    func agrees(_ text: String) throws {
        var cursor = PositionCursor()
        for document in try Document.documents(yaml: Array(text.utf8)) {
            var nodes: [Document.Node] = [document.root]
            func visit(_ node: Document.Node) {
                for item in document.elements(of: node) {
                    nodes.append(item)
                    visit(item)
                }
                for (key, value) in document.members(of: node) {
                    nodes += [key, value]
                    visit(value)
                }
            }
            visit(document.root)
            for node in nodes + nodes.reversed() {
                #expect(cursor.position(of: node, in: document) == document.position(of: node))
            }
        }
    }
}
