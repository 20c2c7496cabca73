import Schema
import TestSupport
import Testing

@testable import Kubernetes

private func quantity(_ text: String) -> Quantity? {
    Quantity(text.utf8.span)
}

/// A text is a quantity only if KubeStash's CRD and Kubernetes' parser both take it.
@Suite struct QuantityFormatTests {
    @Test(arguments: [
        "0", "1", "-1", "+1", "007", "1.", ".5", "1.5", "-.5", "500m", "0.1", "1n", "1u", "1k", "1M", "1G", "1T", "1P",
        "1E",
        "1Ki", "1.5Gi", "1Mi", "1Ti", "1Pi", "1Ei", "1e3", "1E3", "1e-3", "1E+3", "1.5e3", "-1e0", "1.Gi", "+0.0m",
        "1e100", "1e-100", "1e+007", "123456789012345678901234567890123456789012345678901234567890Ei",
    ])
    func takes(_ text: String) {
        #expect(Format.quantity.problem(with: text) == nil)
        #expect(quantity(text) != nil)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "Gi", "m", "abc", "1 ", " 1", "1Gi ", "1 Gi", "1gi", "1K", "1mi", "1Bi", "1.5.5", "--1",
        "1e", "1E+", "1e1.5", "1e5Gi", "1e5m", "1ee5", "1mm", "1GiB", "1GB", "0x10", "1_000", "1,5", "1e101", "1e-101",
        "1e2147483647",
        "1e99999999999999999999999", "١", "1i", "1Zi", "NaN", "Inf", "10%", "1µ",
    ])
    func refuses(_ text: String) {
        #expect(Format.quantity.problem(with: text) != nil)
        #expect(quantity(text) == nil)
    }

    /// The quantity is suggested if it is clear.
    @Test(arguments: [
        ("1gi", "1Gi"), ("1GB", "1G"), ("1GiB", "1Gi"), ("512mb", "512M"), ("1 Gi", "1Gi"), ("2g", "2G"),
        ("1Gbytes", "1G"), ("1kib", "1Ki"), ("1.5TB", "1.5T"), ("1MI", "1Mi"),
        // A blank before a unit is a blank too many, and the unit is what it is.
        ("500 m", "500m"), ("500 M", "500M"), ("1 gb", "1G"), (" 1Gi", "1Gi"), ("500\tm", "500m"),
        // Bytes and processors are the unit of a number alone.
        ("100B", "100"), ("100 bytes", "100"), ("2 cores", "2"), ("0.5 CPU", "0.5"),
        // Every spelling of a unit, in any case.
        ("1mbyte", "1M"), ("1Mbytes", "1M"), ("1gbyte", "1G"), ("1TB", "1T"), ("1t", "1T"), ("1tbyte", "1T"),
        ("1Tbytes", "1T"), ("1p", "1P"), ("1pb", "1P"), ("1PB", "1P"), ("1KIB", "1Ki"), ("1ki", "1Ki"), ("1mib", "1Mi"),
        ("1gib", "1Gi"), ("1ti", "1Ti"), ("1TiB", "1Ti"), ("1PI", "1Pi"), ("1pib", "1Pi"), ("3byte", "3"),
        ("3 core", "3"), ("3cpus", "3"),
        // A decimal comma.
        ("1,5", "1.5"), ("1,5Gi", "1.5Gi"), ("0,25 Gi", "0.25Gi"), ("1,5 GB", "1.5G"),
    ])
    func suggests(_ text: String, meant: String) throws {
        #expect(Format.quantity.problem(with: text) != nil)
        #expect(Format.quantity.suggestion(for: text) == .replace(with: meant))
    }

    /// The unit depends on what there is an amount of.
    @Test(
        arguments: [
            ("cpu", "500 m", "500m"), ("cpu", "0,5", "0.5"), ("cpu", "2 cores", "2"), ("cpu", "500mCPU", "500m"),
            ("cpu", "500 millicores", "500m"), ("cpu", "4 vCPU", "4"), ("cpu", "4vcpus", "4"), ("cpu", "1 cpus", "1"),
            ("cpu", "500mcore", "500m"), ("cpu", "500 mcores", "500m"), ("cpu", "500mcpus", "500m"),
            ("cpu", "250 millicpu", "250m"), ("cpu", "250millicpus", "250m"), ("cpu", "250 Millicore", "250m"),
            // Processors have no units of bytes.
            ("cpu", "500mi", nil), ("cpu", "500mb", nil), ("cpu", "500MiB", nil), ("cpu", "1g", nil),
            ("cpu", "2 Gi", nil),
            ("cpu", "2 GB", nil), ("cpu", "500 M", nil), ("cpu", "100B", nil), ("cpu", "1kib", nil),
            // Bytes have no fractions and no processors.
            ("memory", "500 m", nil), ("memory", "0,5", nil), ("memory", "1,5", nil), ("memory", "2 cores", nil),
            ("memory", "500mcpu", nil), ("storage", "10 m", nil), ("ephemeral-storage", "5 u", nil),
            ("sizeLimit", "64 m", nil), ("hugepages-2Mi", "4 m", nil),
            ("memory", "500mi", "500Mi"), ("memory", "500mb", "500M"), ("memory", "1,5 Gi", "1.5Gi"),
            ("storage", "1g", "1G"),
            ("hugepages-2Mi", "4mi", "4Mi"), ("memory", "100 bytes", "100"),
            // Nothing is below zero.
            ("memory", "-5gi", nil), ("cpu", "-500 m", nil), ("", "-1gb", nil),
            ("example.com/gpu", "500 m", "500m"), ("", "500mb", "500M"),
        ] as [(String, String, String?)])
    func suggestsByKey(_ key: String, _ text: String, meant: String?) {
        #expect(Format.quantity.problem(with: text) != nil)
        #expect(Format.quantity.suggestion(for: text.utf8.span, under: key) == meant.map { .replace(with: $0) })
    }

    /// A longer text is not a misspelt quantity.
    @Test func suggestsUpToALength() {
        for (count, isSuggested) in [(31, true), (32, true), (33, false)] {
            let number = String(repeating: "0", count: count - 4) + "1"
            let meant = Format.quantity.suggestion(for: "\(number) Mi")
            #expect(meant == (isSuggested ? .replace(with: "\(number)Mi") : nil))
        }
    }

    /// A comma before three digits may be one of thousands, and a K a thousand or 1024.
    @Test(arguments: [
        "1x", "1 banana", "1%", "1,000", "1,500Gi", "1,5,3", "1 2", "1 2 Gi", "1K", "1KB", "1kb", "", "Gi", "1e", "1Zi",
        "2 1Gi", "1.5.5", "1 - 2", "NaN", "1_000",
    ])
    func suggestsNothingIfUnsure(_ text: String) throws {
        #expect(Format.quantity.problem(with: text) != nil)
        #expect(Format.quantity.suggestion(for: text) == nil)
    }
}

/// Quantities are compared exactly, in any notation.
@Suite struct QuantityTests {
    @Test(arguments: [
        ("1", "1000m"), ("1", "1e0"), ("1k", "1000"), ("1Ki", "1024"), ("1.5Gi", "1536Mi"), ("0", "-0"),
        ("0", "0.000Ei"),
        ("-1k", "-1000"), ("0.5", ".5"), ("1E", "1e18"), ("1000000000n", "1"), ("0.5Ki", "512"), ("1Ei", "1024Pi"),
        // Digits beyond a billionth are rounded up, away from zero.
        ("0.1n", "1n"), ("-0.1n", "-1n"), ("1.0000000001", "1.000000001"), ("1e-100", "1n"),
        ("0.0000000001Ki", "103n"),
        // A zero is no digit that counts, wherever it is.
        ("1.0000000000", "1"), ("1.00000000000000", "1"), ("0.00000000010000", "1n"),
        // Binary units end at the largest 64-bit number, decimal units do not.
        ("8Ei", "9223372036854775807"), ("100Ei", "9Ei"), ("99999999999999999999999Ki", "8Ei"),
        ("9223372036854775808.5Ei", "8Ei"), ("99999999999999999999.5Ki", "8Ei"), ("7.99999999999999999999Ei", "8Ei"),
        // Digits after the eighteenth count.
        ("0.0000000000000000001Ei", "115292151n"), ("0.00000000000000000001Ei", "11529216n"),
        ("1e40", "10e39"), ("1e40", "10000000000000000000000000000000000000000"), ("1.50e40", "15e39"),
    ])
    func equalQuantities(_ left: String, _ right: String) throws {
        let (left, right) = (try #require(quantity(left)), try #require(quantity(right)))
        #expect(left == right)
        #expect(!(left < right) && !(right < left))
    }

    @Test(arguments: [
        ("0", "1n"), ("-1", "0"), ("-2", "-1"), ("999m", "1"), ("1k", "1Ki"), ("1G", "1Gi"), ("1", "1.000000001"),
        ("8Ei", "9223372036854775808"), ("1e39", "1e40"), ("1e40", "2e40"), ("1e40", "1.0000000000000000000000001e40"),
        ("-2e40", "-1e40"), ("-1e40", "1n"), ("9Ei", "1e40"), ("-1e40", "-9Ei"), ("1.999e40", "2e40"),
        ("99999999999999999999999999999999999999", "100000000000000000000000000000000000000"),
    ])
    func orderedQuantities(_ less: String, _ more: String) throws {
        let (less, more) = (try #require(quantity(less)), try #require(quantity(more)))
        #expect(less < more)
        #expect(!(more < less) && less != more)
    }

    /// The order agrees with that of exact fractions, for random texts of moderate size.
    @Test func agreesWithFractions() throws {
        var generator = SeededGenerator(seed: 20)
        let units: [(text: String, value: Int64)] = [
            ("n", 1), ("u", 1000), ("m", 1_000_000), ("", 1_000_000_000), ("k", 1_000_000_000_000),
            ("Ki", 1_024_000_000_000),
        ]
        for _ in 0..<20_000 {
            let left = (Int64.random(in: -5000...5000, using: &generator), units.randomElement(using: &generator))
            let right = (Int64.random(in: -5000...5000, using: &generator), units.randomElement(using: &generator))
            guard let leftUnit = left.1, let rightUnit = right.1 else { continue }
            let first = try #require(quantity("\(left.0)\(leftUnit.text)"))
            let second = try #require(quantity("\(right.0)\(rightUnit.text)"))
            #expect((first < second) == (left.0 * leftUnit.value < right.0 * rightUnit.value))
            #expect((first == second) == (left.0 * leftUnit.value == right.0 * rightUnit.value))
        }
    }

    @Test(arguments: [("1", true), ("1000m", true), ("1e40", true), ("0.5", false), ("1m", false), ("0.9999", true)])
    func isWhole(_ text: String, expected: Bool) throws {
        #expect(try #require(quantity(text)).isWhole == expected)
    }

    @Test(arguments: [
        ("4Mi", "2Mi", true), ("3Mi", "2Mi", false), ("0", "2Mi", true), ("1Gi", "1Gi", true), ("1", "0", false),
        ("4", "1.999999999", true), ("3", "1.999999999", false),
    ])
    func isMultiple(_ text: String, of page: String, expected: Bool) throws {
        #expect(try #require(quantity(text)).isMultiple(of: try #require(quantity(page))) == expected)
    }
}
