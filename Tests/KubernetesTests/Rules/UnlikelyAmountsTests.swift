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

/// Warns of amounts of processors that hardly any node has.
@Suite struct ExcessiveProcessorsTests {
    @Test(arguments: [
        "500M", "500Mi", "1G", "2Gi", "1k", "1Ki", "1000", "1000000m", "1e3", "1000.5", "1E", "1000000001u",
    ])
    func warns(_ amount: String) throws {
        for map in ["limits", "requests"] {
            #expect(
                try findings("{\(map): {cpu: '\(amount)'}}", as: .resourceRequirements)
                    == ["~excessive-cpu Invalid \(map)[cpu]"])
        }
    }

    @Test(arguments: ["500m", "1", "96", "999", "999999m", "0.5", "1e2", "1500m", "100000000n", "0.25", "999.9"])
    func takes(_ amount: String) throws {
        #expect(try findings("{requests: {cpu: '\(amount)'}}", as: .resourceRequirements) == [])
    }

    @Test func says() throws {
        let document = try Document(json: Array(#"{"limits":{"cpu":"500M"}}"#.utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(ObjectType.resourceRequirements), into: &findings)
        #expect(
            findings.all.map { $0.message(in: document) } == [
                #""500M": is 1000 processors or more, which hardly any node has; 500m is half of one"#
            ])
    }

    /// Numbers are read, too; other resources are not of processors, and wrong values have errors already.
    @Test(
        arguments: [
            ("{limits: {cpu: 1000}}", ["~excessive-cpu Invalid limits[cpu]"]), ("{limits: {cpu: 999}}", []),
            ("{limits: {memory: 500M, example.com/cpu: 5000}}", []), ("{limits: {cpu: null}}", []),
            ("{limits: {cpu: -2000}}", ["invalid-resources Invalid limits[cpu]"]),
            ("{limits: {cpu: [1000000]}}", ["wrong-type TypeInvalid limits[cpu]"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .resourceRequirements) == row.found)
    }
}
