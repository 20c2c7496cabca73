import TestSupport
import Testing

@testable import Document

/// Files of any length are read one document at a time.
@Suite struct YAMLStreamTests {
    /// A disk that fails.
    private struct Broken: Error, Equatable {}

    /// The output of a stream: the documents as JSON with their starts, and the error.
    private func read(
        _ text: [UInt8], piece: Int, limits: Document.Limits = .init()
    ) -> (documents: [Document], mistake: ParseError?) {
        var offset = 0
        var stream = YAMLStream<Never>(limits: limits) { buffer in
            for byte in text[offset..<min(offset + piece, text.count)] { buffer.append(byte) }
            offset = min(offset + piece, text.count)
        }
        var documents: [Document] = []
        do throws(YAMLStream<Never>.Failure) {
            while let document = try stream.next() { documents.append(document) }
        } catch {
            if case .malformed(let mistake) = error { return (documents, mistake) }
        }
        return (documents, nil)
    }

    private static let texts = [
        "", "# only a comment\n", "a: 1\n", "\u{FEFF}a: 1\n---\nb: é # c\n", "---\n---\n...\n---\n", "a\n...\n...\nb\n",
        "# 1\n%YAML 1.1\n---\na: &x [1, *x]\n",
        "# 1\n%YAML 1.1\n---\na: &x [1]\nb: *x\n...  # 2\r\n# 3\n---\n- 漢\n- |\n 😀\n",
        "a\n... b: c\n---\nd", "a: b\n---\nc: [\n", "a: b\n---\nc: *d\n", "a\n---\nb: 1\nb: 2\n", "a: b\n]\n",
        "a: \u{7}\n",
        "\u{FEFF}\u{7}", "a\n---\n\u{7}", "[a] b", "a: 1\n--- |\n é\n---\n\t- x\n",
    ]

    @Test("a stream gives the same documents as the whole text, wherever its pieces end", arguments: texts)
    func pieces(_ yaml: String) throws {
        let text = Array(yaml.utf8)
        let mistake = failure(bytes: text)
        for piece in [1, 2, 3, 7, 64, 10_000] {
            let stream = read(text, piece: piece)
            #expect(stream.mistake == mistake)
            guard mistake == nil else { continue }
            let whole = try Document.documents(yaml: text)
            #expect(stream.documents.map(\.source.text) == whole.map(\.source.text))
            #expect(stream.documents.map(\.source.start) == whole.map(\.source.start))
            #expect(stream.documents.flatMap(places) == whole.flatMap(places))
            for (one, other) in zip(stream.documents, whole) {
                #expect(one.compactText(of: one.root) == other.compactText(of: other.root))
                #expect(nodes(of: one).map(one.position) == nodes(of: other).map(other.position))
            }
        }
    }

    @Test("UTF-16 and UTF-32 are refused, and the byte order mark of UTF-8 is not a part of the first key")
    func encodings() throws {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]] {
            let expected = try #require(failure(bytes: bytes))
            #expect(expected.message.contains("the text is in UTF-16 or UTF-32; save it as UTF-8"))
            for piece in 1...5 { #expect(read(bytes, piece: piece).mistake == expected) }
        }
        for piece in 1...5 {
            let stream = read(Array("\u{FEFF}a: 1\n".utf8), piece: piece)
            #expect(stream.documents.map { $0.compactText(of: $0.root) } == [#"{"a":1}"#])
        }
    }

    @Test("documents before an error are read, and none behind it")
    func mistakes() throws {
        let stream = read(Array("a: 1\n---\nb: [\n---\nc: 1\n".utf8), piece: 4)
        #expect(stream.documents.map { $0.compactText(of: $0.root) } == [#"{"a":1}"#])
        let mistake = try #require(stream.mistake)
        #expect((mistake.position.line, mistake.position.column) == (4, 1))
        var hasText = true
        var again = YAMLStream<Never> { buffer in
            for byte in "]".utf8 where hasText { buffer.append(byte) }
            hasText = false
        }
        #expect(throws: YAMLStream<Never>.Failure.self) { try again.next() }
        #expect(try again.next() == nil)
    }

    @Test("only UTF-8 is read", arguments: [1, 3, 100])
    func encodings(_ piece: Int) throws {
        let invalid = read(Array("é: 1\n---\nb: ".utf8) + [0xFF], piece: piece)
        #expect(invalid.mistake?.code == .invalidText)
        #expect(invalid.mistake?.position == SourcePosition(offset: 13, line: 3, column: 4))
        for text in [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0xC3]] as [[UInt8]] {
            #expect(read(text, piece: piece).mistake?.code == .invalidText)
        }
    }

    @Test("the limits hold for each document")
    func limits() throws {
        var limits = Document.Limits()
        limits.nodes = 3
        let many = Array(String(repeating: "--- {a: 1}\n", count: 20).utf8)
        #expect(read(many, piece: 5, limits: limits).documents.count == 20)
        #expect(read(many + Array("--- [a, b, c]".utf8), piece: 5, limits: limits).mistake?.code == .limit)
        limits = Document.Limits()
        limits.bytes = 11
        #expect(read(many, piece: 5, limits: limits).documents.count == 20)
        limits.bytes = 10
        let long = try #require(read(many, piece: 5, limits: limits).mistake)
        #expect(long.description == "line 1, column 11: the document is longer than 10 bytes")
        // An endless document is not read to its end.
        var read = 0
        limits.bytes = 1_000_000
        var endless = YAMLStream<Never>(limits: limits) { buffer in
            while !buffer.isFull { buffer.append(UInt8(ascii: "a")) }
            read += buffer.count
        }
        #expect(throws: YAMLStream<Never>.Failure.self) { try endless.next() }
        #expect(read < 1_300_000)
    }

    @Test("an error of the closure reaches the caller", arguments: [0, 1, 5, 1000])
    func readFailures(_ count: Int) {
        var isFirst = true
        var stream = YAMLStream<Broken> { (buffer) throws(Broken) in
            guard isFirst else { throw Broken() }
            isFirst = false
            for byte in String(repeating: "- a\n", count: count).utf8 { buffer.append(byte) }
            if count == 0 { throw Broken() }
        }
        do throws(YAMLStream<Broken>.Failure) {
            _ = try stream.next()
            Issue.record("nothing was thrown")
        } catch {
            guard case .unreadable(Broken()) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("documents before a failed read are returned")
    func documentsBeforeFailure() throws {
        var texts = ["--- a\n--- b\n"]
        var stream = YAMLStream<Broken> { (buffer) throws(Broken) in
            guard let text = texts.popLast() else { throw Broken() }
            for byte in text.utf8 { buffer.append(byte) }
        }
        let document = try #require(try stream.next())
        #expect(document.string(document.root) == "a")
        #expect(throws: YAMLStream<Broken>.Failure.self) { try stream.next() }
    }

    /// The test runs in a process of its own, because other tests take memory as well.
    @Test(
        "a stream of 100 MB takes the memory of its largest document",
        .enabled(if: !ChildProcess.isSanitized, "a sanitizer keeps freed memory"))
    func memory() async {
        await #expect(processExitsWith: .success) {
            // Comments make up a megabyte of each document, because a debug build reads values slowly.
            let (documents, pieces) = (100, 16)
            var next = 0
            let most = try ResidentMemory.most()
            var stream = YAMLStream<Never> { buffer in
                guard next < documents * pieces else { return }
                let text = next % pieces == 0 ? "---\nkind: a\nlist: [1, 2, 3]\n# " : "# "
                for byte in text.utf8 { buffer.append(byte) }
                buffer.append(repeating: UInt8(ascii: "x"), count: buffer.freeCapacity - 1)
                buffer.append(UInt8(ascii: "\n"))
                next += 1
            }
            var count = 0
            while let document = try stream.next() {
                count += 1
                precondition(document.source.comments.count == 16)
            }
            precondition(count == documents && next == documents * pieces)
            precondition(stream.bufferedBytes < 4_000_000)
            let taken = try ResidentMemory.most() - most
            precondition(taken < 20_000_000, "\(taken) bytes more")
        }
    }
}

/// The resident memory of this process.
private enum ResidentMemory {
    /// The peak so far, in bytes.
    static func most() throws -> Int {
        let status = String(decoding: try TemporaryFolder.read("/proc/self/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0) * 1024
    }
}
