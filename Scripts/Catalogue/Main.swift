import Document
import Glibc
import KubeStash

/// Prints the table of the official catalogue for a release, made from manifests of Addons and Functions on standard
/// input: `Catalogue RELEASE < manifests.yaml`.
@main
struct Main {
    static func main() {
        guard CommandLine.arguments.count == 2 else { return fail("usage: Catalogue RELEASE < manifests.yaml") }
        var yaml: [UInt8] = []
        while let line = readLine(strippingNewline: false) { yaml += line.utf8 }
        do {
            var manifests = CatalogueManifests()
            for document in try Document.documents(yaml: yaml) { manifests.add(document) }
            guard manifests.hasAddons else { return fail("there is no Addon among the manifests") }
            print(manifests.table(of: CommandLine.arguments[1]))
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) {
        // The table goes to standard output, so nothing else may.
        let line = Array("Catalogue: \(message)\n".utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(1)
    }
}
