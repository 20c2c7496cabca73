package import Document
package import System

/// Takes the objects of a cluster as they come and change; each resource's calls come from one thread.
package protocol ReflectorSink: Sendable {
    /// A list of a resource begins, maybe anew: its objects follow.
    func beganList(of resource: Resource)

    /// A list has an object.
    func listed(_ document: Document, _ object: Document.Node, of resource: Resource)

    /// A list is complete: objects of the resource that it did not have are gone.
    func finishedList(of resource: Resource)

    /// The server has accepted a watch of a resource.
    func beganWatch(of resource: Resource)

    /// An object was added or changed.
    func changed(_ document: Document, _ object: Document.Node, of resource: Resource)

    /// An object was removed.
    func removed(_ document: Document, _ object: Document.Node, of resource: Resource)

    /// A list or a watch failed, and is tried again; the objects so far may be old.
    func failed(_ resource: Resource, _ error: APIError)

    /// The server was heard of, also if nothing has changed.
    func heard(of resource: Resource, at instant: MonotonicInstant)
}

/// Keeps a sink up to date with a resource, in the thread that runs it.
///
/// One thread a resource, and not one for all: a thread that may wait needs no state for what it waits for, and costs
/// some ten kilobytes of memory. Eleven kinds of objects need eleven of them.
package struct Reflector {
    private let resource: Resource
    private let access: ClusterAccess
    private let sink: any ReflectorSink
    private let machine: ReflectorMachine

    /// Prepares to follow a resource.
    ///
    /// - Parameters:
    ///   - resource: The resource.
    ///   - access: The cluster.
    ///   - sink: Takes the objects.
    ///   - backoff: The waits after failures.
    ///   - maxAge: The time in which the sink must hear of the server; nil if it is not measured.
    package init(
        of resource: Resource, in access: ClusterAccess, to sink: any ReflectorSink, backoff: Backoff = Backoff(),
        hearingWithin maxAge: Duration? = nil
    ) {
        self.resource = resource
        self.access = access
        self.sink = sink
        machine = ReflectorMachine(backoff: backoff, hearingWithin: maxAge)
    }

    /// Follows the resource until the interruption of the access is requested.
    package func run() {
        var turn = ReflectorTurn(resource: resource, access: access, sink: sink, machine: machine)
        while !access.interruption.isRequested { turn.perform() }
    }
}

/// Performs the steps of a reflector.
private struct ReflectorTurn {
    private let resource: Resource
    private let access: ClusterAccess
    private let sink: any ReflectorSink
    private let client: Client
    private var machine: ReflectorMachine

    init(resource: Resource, access: ClusterAccess, sink: any ReflectorSink, machine: ReflectorMachine) {
        self.resource = resource
        self.access = access
        self.sink = sink
        client = Client(access)
        self.machine = machine
    }

    private var chance: Double { .random(in: 0...1) }

    mutating func perform() {
        switch machine.next(chance: chance) {
        case .wait(let duration): access.interruption.wait(timeout: duration)
        case .list: list()
        case .watch(let version, let seconds): watch(from: version, seconds)
        }
    }

    private mutating func list() {
        sink.beganList(of: resource)
        do throws(APIError) {
            let version = try client.list(resource) { part in
                switch part {
                case .restarted: sink.beganList(of: resource)
                case .object(let document, let object): sink.listed(document, object, of: resource)
                }
            }
            machine.finishList(version: version)
            sink.finishedList(of: resource)
            sink.heard(of: resource, at: access.clock.now())
        } catch {
            fail(error, version: nil)
        }
    }

    private mutating func watch(from start: String, _ seconds: Int) {
        var version = start
        let begin = access.clock.now()
        var machine = machine
        do throws(APIError) {
            try client.watch(resource, from: &version, seconds: seconds) { event in
                // A watch that is accepted proves little: the waits are short again once it has told something.
                if case .began = event {} else { machine.hear() }
                switch event {
                case .began: sink.beganWatch(of: resource)
                case .changed(let document, let object): sink.changed(document, object, of: resource)
                case .removed(let document, let object): sink.removed(document, object, of: resource)
                case .bookmark: break
                }
                sink.heard(of: resource, at: access.clock.now())
            }
            self.machine = machine
            let duration = begin.duration(to: access.clock.now())
            self.machine.finishWatch(version: version, after: duration, chance: chance)
        } catch {
            self.machine = machine
            fail(error, version: version)
        }
    }

    private mutating func fail(_ error: APIError, version: String?) {
        guard error.code != .interrupted else { return }
        machine.fail(error, version: version, chance: chance)
        sink.failed(resource, error)
    }
}
