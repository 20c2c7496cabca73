import HTTP
import TestSupport
import Testing

/// A network may cut a request anywhere, and a server must see the same in every case.
@Suite struct SplitTests {
    @Test(arguments: Samples.good) func `a good sample is read to its end`(_ sample: Sample) {
        let seen = read(sample.text)
        #expect(!seen.isEmpty && seen.count.isMultiple(of: 2))
        #expect(seen.allSatisfy { $0.status == nil })
    }

    @Test(arguments: Samples.bad) func `a bad sample ends in a failure`(_ sample: Sample) {
        #expect(read(sample.text).last?.status != nil)
    }

    @Test(arguments: Samples.all) func `every split into two gives the events of one piece`(_ sample: Sample) {
        let bytes = sample.bytes
        let whole = read([bytes])
        for split in 0...bytes.count {
            let seen = read([bytes[..<split], bytes[split...]])
            #expect(seen == whole, "split at \(split)")
        }
    }

    @Test(arguments: Samples.all) func `single bytes give the events of one piece`(_ sample: Sample) {
        #expect(read(sample.bytes.map { [$0] }) == read([sample.bytes]))
    }

    /// Mutations cover what a table forgets: none may trap, and none may be read in two ways.
    @Test(arguments: 0..<UInt64(8)) func `mutated samples are read the same in all pieces`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            guard var bytes = Samples.all.randomElement(using: &generator)?.bytes else { return }
            for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, using: &generator) }
            let whole = read([bytes])
            #expect(read(bytes.map { [$0] }) == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            #expect(read(pieces(of: bytes, using: &generator)) == whole)
        }
    }

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // Bytes with a meaning in the syntax find more mistakes than random ones do.
        let telling: [UInt8] = Array("\r\n\r\n :;,0159afxHT/.*?%\t\0\u{7F}".utf8) + [0x80, 0xFF]
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let byte = telling.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        default:
            let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        }
    }

    private func pieces(of bytes: [UInt8], using generator: inout SeededGenerator) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 0...40, using: &generator))
            pieces.append(bytes[start..<end])
            start = end
        }
        return pieces
    }
}
