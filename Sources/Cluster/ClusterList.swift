internal import Document
package import KubeStash
package import KubernetesAPI

/// The objects of a cluster as they are at one time: each kind is listed once.
///
/// A kind that is not installed is absent. One that cannot be listed, for want of a right or because its answer makes no
/// sense, stays unknown and is one of the ``failures``; nothing is guessed about it.
package struct ClusterList {
    /// The outcome of a list.
    package enum Outcome: Sendable {
        /// All objects were read.
        case read
        /// The cluster does not have the kind.
        case absent
        /// The server refuses the list, or its answer cannot be used.
        case failed(APIError)
    }

    /// A kind that could not be listed.
    package struct Failure: Sendable, CustomStringConvertible {
        /// Its resource.
        package let resource: Resource
        /// The reason.
        package let error: APIError

        /// One line for a person.
        package var description: String { "the list of \(resource) cannot be read: \(error)" }
    }

    /// The objects so far.
    package private(set) var objects = ClusterObjects()
    /// The kinds that could not be listed.
    package private(set) var failures: [Failure] = []
    private let client: Client

    /// Begins with nothing known.
    ///
    /// - Parameter client: The client of the cluster.
    package init(_ client: Client) {
        self.client = client
    }

    /// Reads the objects of a kind that others depend on.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - use: Takes the parts of the list, too.
    /// - Returns: The outcome.
    /// - Throws: `APIError` if the server cannot be reached or does not know the caller, so that no other list could be
    ///   read either.
    @discardableResult
    package mutating func read(
        _ kind: WatchedKind, _ use: (ListPart) -> Void = { _ in }
    ) throws(APIError) -> Outcome {
        var known: [KnownObject] = []
        let outcome = try read(kind.resource) { part in
            switch part {
            case .restarted: known = []
            case .object(let document, let node):
                if let object = KnownObject(live: node, of: document, kind: kind) { known.append(object) }
            }
            use(part)
        }
        switch outcome {
        case .read: objects.replaceAll(of: kind, with: known)
        case .absent: objects.mark(kind, as: .absent)
        case .failed: break
        }
        return outcome
    }

    /// Reads objects that no other one depends on.
    ///
    /// - Parameters:
    ///   - resource: Their resource.
    ///   - use: Takes the parts of the list.
    /// - Returns: The outcome.
    /// - Throws: `APIError` if the server cannot be reached or does not know the caller.
    @discardableResult
    package mutating func read(_ resource: Resource, _ use: (ListPart) -> Void) throws(APIError) -> Outcome {
        do throws(APIError) {
            _ = try client.list(resource, use)
            return .read
        } catch  where error.isNotFound {
            return .absent
        } catch  where error.isOfOneRequest {
            failures.append(Failure(resource: resource, error: error))
            return .failed(error)
        }
    }

    /// Reads the objects of all kinds that others depend on.
    ///
    /// - Throws: `APIError` if the server cannot be reached or does not know the caller.
    package mutating func readAll() throws(APIError) {
        for kind in WatchedKind.all { try read(kind) }
    }
}

extension APIError {
    /// Whether other requests may succeed all the same.
    fileprivate var isOfOneRequest: Bool {
        switch code {
        case .status: !isUnauthorized
        case .malformed, .tooLarge: true
        default: false
        }
    }
}
