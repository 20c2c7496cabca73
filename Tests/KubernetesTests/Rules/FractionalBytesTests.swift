import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Warns of amounts in fractions of a byte, which are never meant.
@Suite struct FractionalBytesTests {
    @Test(
        arguments: [
            ("{limits: {memory: 128M, cpu: 128m, ephemeral-storage: 1.5Gi, example.com/memory: 1}}", []),
            // Amounts that are no whole number of bytes are usual, if they are large.
            ("{limits: {memory: 128974848000m}}", []), ("{limits: {memory: 1024000m}}", []),
            ("{limits: {memory: 1023999m}}", ["~fractional-bytes Invalid limits[memory]"]),
            ("{limits: {memory: 0.1Gi}}", []), ("{limits: {memory: '0'}}", []), ("{limits: {memory: 0m}}", []),
            ("{limits: {memory: 128m}}", ["~fractional-bytes Invalid limits[memory]"]),
            ("{requests: {memory: 1500m}}", ["~fractional-bytes Invalid requests[memory]"]),
            ("{limits: {ephemeral-storage: 5u}}", ["~fractional-bytes Invalid limits[ephemeral-storage]"]),
            ("{limits: {memory: 5n}}", ["~fractional-bytes Invalid limits[memory]"]),
            ("{limits: {memory: '0.5'}}", ["~fractional-bytes Invalid limits[memory]"]),
            ("{limits: {memory: -5m}}", ["invalid-resources Invalid limits[memory]"]),
            ("{limits: {memory: 5 m}}", ["invalid-quantity Invalid limits[memory]"]),
        ] as [Row])
    func judgesContainers(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }

    @Test func judgesClaimsAndDirectories() throws {
        #expect(
            try findings(
                "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 10m}}}", as: .persistentVolumeClaimSpec)
                == ["~fractional-bytes Invalid resources.requests[storage]"])
        #expect(try findings("{sizeLimit: 10m}", as: .emptyDirVolume) == ["~fractional-bytes Invalid sizeLimit"])
        #expect(try findings("{sizeLimit: 10Mi}", as: .emptyDirVolume) == [])
    }

    /// An m was meant as an M; for the other units there is no such slip.
    @Test(arguments: [("128m", "128M"), ("1.5m", "1.5M"), ("5u", nil), ("0.5", nil)])
    func suggests(_ text: String, _ meant: String?) throws {
        let document = try #require(try Document.documents(yaml: Array("{sizeLimit: '\(text)'}".utf8)).first)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(ObjectType.emptyDirVolume), into: &findings)
        #expect(findings.all.map(\.suggestion) == [meant.map { .replace(with: $0) }])
    }
}
