import Document
import TestSupport

/// The bytes of a manifest, or of the JSON that kubectl makes of it.
func manifest(_ file: String) -> [UInt8] {
    Fixtures.read("\(Fixtures.package)/Tests/TestSupport/Fixtures/manifests/\(file)")
}

/// The documents of a YAML text as JSON.
func render(_ yaml: String, limits: Document.Limits = .init()) throws(ParseError) -> [String] {
    try Document.documents(yaml: Array(yaml.utf8), limits: limits).map { $0.compactText(of: $0.root) }
}

/// The error of a YAML text, nil if it has none.
func failure(_ yaml: String, limits: Document.Limits = .init()) -> ParseError? {
    failure(bytes: Array(yaml.utf8), limits: limits)
}

func failure(bytes: [UInt8], limits: Document.Limits = .init()) -> ParseError? {
    do throws(ParseError) {
        _ = try Document.documents(yaml: bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}
