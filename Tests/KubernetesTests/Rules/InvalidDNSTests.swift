import TestSupport
import Testing

@testable import Kubernetes

/// DNS settings must be within the limits of the resolver.
@Suite struct InvalidDNSTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{dnsPolicy: ''}", []),
            ("{dnsPolicy: ClusterFirstWithHostNet}", []),
            ("{dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}}", []),
            (
                "{dnsConfig: {nameservers: [], searches: [a.b, _sip._tcp.example.com., .], options: [{name: ndots}]}}",
                []
            ),
            ("{dnsPolicy: Cluster}", ["unsupported-value NotSupported dnsPolicy"]),
            ("{dnsPolicy: None}", ["invalid-dns Required dnsConfig"]),
            ("{dnsPolicy: None, dnsConfig: {}}", ["invalid-dns Required dnsConfig.nameservers"]),
            ("{dnsPolicy: None, dnsConfig: {nameservers: []}}", ["invalid-dns Required dnsConfig.nameservers"]),
            ("{dnsPolicy: None, dnsConfig: 5}", ["wrong-type TypeInvalid dnsConfig"]),
            (
                "{dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}}",
                ["invalid-dns Invalid dnsConfig.nameservers"]
            ),
            (
                "{dnsConfig: {nameservers: [010.0.0.1, ns1.example.com, '']}}",
                [
                    "invalid-address Invalid dnsConfig.nameservers[0]",
                    "invalid-address Invalid dnsConfig.nameservers[1]",
                    "invalid-address Invalid dnsConfig.nameservers[2]",
                ]
            ),
            ("{dnsConfig: {nameservers: ['::ffff:10.0.0.1']}}", ["invalid-address Invalid dnsConfig.nameservers[0]"]),
            (
                "{dnsConfig: {searches: [Example.com, '', a..b, '..']}}",
                (0..<4).map { "invalid-name Invalid dnsConfig.searches[\($0)]" }
            ),
            ("{dnsConfig: {searches: [\(list("a.b", 32))]}}", []),
            ("{dnsConfig: {searches: [\(list("a.b", 33))]}}", ["invalid-dns Invalid dnsConfig.searches"]),
            (
                "{dnsConfig: {searches: [\(list(String(repeating: "a", count: 128), 16))]}}",
                ["invalid-dns Invalid dnsConfig.searches"]
            ),
            ("{dnsConfig: {searches: [\(list(String(repeating: "a", count: 127), 16))]}}", []),
            // Exactly 2048 characters, and one more.
            ("{dnsConfig: {searches: [\(list(String(repeating: "a", count: 127), 16))a]}}", []),
            (
                "{dnsConfig: {searches: [\(list(String(repeating: "a", count: 127), 16))aa]}}",
                ["invalid-dns Invalid dnsConfig.searches"]
            ),
            (
                "{dnsConfig: {options: [{value: '5'}, {name: ''}]}}",
                [
                    "required-field Required dnsConfig.options[0].name",
                    "required-field Required dnsConfig.options[1].name",
                ]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec) == row.found)
    }

    private static func list(_ item: String, _ count: Int) -> String {
        repeatElement(item, count: count).joined(separator: ", ")
    }
}
