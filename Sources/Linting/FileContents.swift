internal import Document
internal import KubeStash
internal import Synchronization

/// The contents of one file.
struct FileContents: Sendable {
    /// The file.
    let file: InputPaths.File
    /// The documents in order; nil if the file is to be read again when it is judged.
    private(set) var documents: [Document]? = []
    /// The reason why the file, or the rest of it, could not be read.
    private(set) var failure: InputReader.Failure?
    private let options: LintOptions
    /// The objects that others depend on.
    private(set) var objects: [KnownObject] = []

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - number: The number of the file.
    ///   - options: What is judged, and how.
    ///   - room: The bytes of documents that may be kept.
    ///   - threads: The most threads that read it.
    init(_ file: InputPaths.File, number: Int, _ options: LintOptions, _ room: RetainedBytes, threads: Int) {
        self.file = file
        self.options = options
        let reader = InputReader(file, options)
        guard options.crossChecks || !reader.isRepeatable else {
            documents = nil
            return
        }
        var (documents, objects): ([Document]?, [KnownObject]) = ([], [])
        var index = 0
        do throws(InputReader.Failure) {
            try reader.read(threads: threads) { document in
                let manifest = Manifest([document])
                for (place, object) in manifest.objects.enumerated() where TemplateText(object) == nil {
                    let position = ObjectPosition(file: number, document: index, object: place)
                    if let known = object.known(at: position, options) { objects.append(known) }
                }
                index += 1
                if documents != nil, !room.take(document.bytes.count), reader.isRepeatable { documents = nil }
                documents?.append(document)
            }
        } catch {
            failure = error
        }
        self.documents = documents
        self.objects = objects
    }

    /// The file's path, or `-`.
    var path: String { file.path }

    /// The facts about an object for others, found in a few comparisons; nil if they need none.
    func known(at position: ObjectPosition) -> KnownObject? {
        let order = position.order
        var (low, high) = (0, objects.count)
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].order < order { low = middle + 1 } else { high = middle }
        }
        return low < objects.count && objects[low].order == order ? objects[low] : nil
    }

    /// A document of the file, which is read again if it was not kept.
    func document(at index: Int) -> Document? {
        if let documents { return documents.indices.contains(index) ? documents[index] : nil }
        var (found, place): (Document?, Int) = (nil, 0)
        try? InputReader(file, options).read { document in
            if place == index { found = document }
            place += 1
        }
        return found
    }
}

extension Manifest.Object {
    /// The facts about the object for others; nil if they need none.
    func known(at position: ObjectPosition, _ options: LintOptions) -> KnownObject? {
        // The core group's kinds have names that other APIs use, too.
        let isKubeStash = if case .judged = treatment { true } else { false }
        let name = isKubeStash || apiVersion == "v1" ? kind : "\(kind).\(group)"
        return KnownObject(
            node, of: document, kind: name, namespace: options.namespace ?? "", source: position.source,
            order: position.order)
    }
}

/// The place of an object among all files.
struct ObjectPosition {
    let file: Int
    let document: Int
    let object: Int

    /// The bits of a number; two million values are the most of a document.
    private static let bits = 21

    init(file: Int, document: Int, object: Int) {
        self.file = file
        self.document = document
        self.object = object
    }

    /// Reads the number of ``source``.
    init(source: Int) {
        self.init(file: source >> Self.bits, document: source & ((1 << Self.bits) - 1), object: 0)
    }

    /// The file and the document as one number.
    var source: Int { file << Self.bits | min(document, (1 << Self.bits) - 1) }
    /// All as one number, in the order of the files.
    var order: Int { source << Self.bits | min(object, (1 << Self.bits) - 1) }
}

/// The bytes of documents that may be kept in memory between reading and judging.
///
/// The rest is read again, so that memory does not depend on the size of the files.
final class RetainedBytes: Sendable {
    /// The most bytes; a document takes about six times its text.
    private static let most = 64 << 20

    private let left = Atomic(most)

    /// Takes room for a document, and returns whether there was enough.
    func take(_ bytes: Int) -> Bool {
        left.subtract(bytes, ordering: .relaxed).newValue >= 0
    }
}
