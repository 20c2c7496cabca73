internal import KubeStash

extension Audit {
    /// How far an audit is.
    package enum Progress: Hashable, Sendable, CustomStringConvertible {
        /// The kinds that are read, and the objects so far.
        case read(kinds: Int, of: Int, objects: Int)
        /// The objects that others depend on are judged, once all of them are read.
        case judged(Int, of: Int)

        /// One line for a person.
        package var description: String {
            switch self {
            case .read(let kinds, let all, let objects): "read \(kinds) of \(all) kinds, \(objects) objects"
            case .judged(let done, let all): "judged \(done) of \(all) objects"
            }
        }
    }
}

/// Counts what is read for those who wait.
final class AuditProgress {
    /// The kinds that are read to their ends.
    var kinds = 0 { didSet { tell() } }
    private var objects = 0
    private let report: (Audit.Progress) -> Void

    init(_ report: @escaping (Audit.Progress) -> Void) {
        self.report = report
    }

    /// Counts an object.
    func count() {
        objects += 1
        tell()
    }

    private func tell() {
        report(.read(kinds: kinds, of: Kinds.all.count, objects: objects))
    }
}
