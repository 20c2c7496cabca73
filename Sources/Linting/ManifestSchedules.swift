package import Document
package import KubeStash

/// The schedules in files, of KubeStash's objects and of CronJobs; or those of objects of a cluster.
package struct ManifestSchedules: Sendable {
    /// A schedule, and the object that has it.
    package struct Schedule: Sendable {
        /// The file's path, or `-`; nil for an object of a cluster.
        package let file: String?
        /// The line of the schedule; 0 for an object of a cluster.
        package let line: Int
        /// The kind of the object.
        package let kind: String
        /// The namespace of the object, empty if it is not known.
        package let namespace: String
        /// The name of the object, empty if it has none.
        package let name: String
        /// The name of the session, empty if the schedule is not of a session.
        package let session: String
        /// The cron expression.
        package let expression: String
        /// The time zone that a CronJob names, nil if the schedule runs by the controller's clock.
        package let timeZone: String?
        /// Whether it starts nothing for now.
        package let isSuspended: Bool
        /// Whether it starts one run for each user of its object, of which there may be any number.
        package let isTemplate: Bool

        /// The namespace and the name of the object.
        package var object: String {
            namespace.isEmpty ? name : "\(namespace)/\(name)"
        }

        /// The place of the schedule: its file and line, or its object with the session.
        package var place: String {
            if let file { return "\(file):\(line)" }
            return Quoted.bare("\(kind) \(object)" + (session.isEmpty ? "" : " \(session)"))
        }
    }

    /// A file that cannot be read, or not to its end.
    package struct Problem: Sendable {
        /// The file's path and the place in it.
        package let place: String
        /// The problem, in one line.
        package let message: String
    }

    /// The schedules, in the order of the files.
    package private(set) var all: [Schedule] = []
    /// The files that cannot be read.
    package private(set) var problems: [Problem] = []
    /// The places of templates, whose schedules are not known.
    package private(set) var templates: [String] = []
    private let namespace: String?

    /// Begins without schedules.
    package init() {
        namespace = nil
    }

    /// Reads the schedules of files.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - namespace: The namespace of objects that name none.
    package init(_ paths: InputPaths, namespace: String?) {
        self.namespace = namespace
        problems = paths.problems.map { Problem(place: $0.path, message: $0.message) }
        for file in paths.files {
            do throws(InputReader.Failure) {
                try InputReader(file, LintOptions()).read { add($0, in: file.path) }
            } catch {
                fail(error, in: file.path)
            }
        }
    }

    /// Adds the schedules of an object of a cluster.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    ///   - kind: Its kind.
    ///   - namespace: Its namespace.
    ///   - name: Its name.
    package mutating func add(
        _ object: Document.Node, of document: Document, as kind: Kind, namespace: String, name: String
    ) {
        all += kind.plannedRuns(of: object, in: document).map { run in
            Schedule(
                file: nil, line: 0, kind: kind.names.kind, namespace: namespace, name: name, session: run.session,
                expression: document.string(run.schedule) ?? "", timeZone: nil, isSuspended: run.isSuspended,
                isTemplate: kind.isScheduleTemplate)
        }
    }

    private mutating func fail(_ failure: InputReader.Failure, in file: String) {
        switch failure {
        case .unreadable(let message): problems.append(Problem(place: file, message: message))
        case .malformed(_, let template?) where template.isCertain: templates.append("\(file):\(template.position)")
        case .malformed(let error, _):
            problems.append(Problem(place: "\(file):\(error.position)", message: error.message))
        }
    }

    private mutating func add(_ document: Document, in file: String) {
        let manifest = Manifest([document])
        problems += manifest.problems.map { Problem(place: "\(file):\($0.position)", message: $0.message) }
        for object in manifest.objects {
            guard TemplateText(object) == nil else {
                templates.append("\(file):\(object.position)")
                continue
            }
            if case .judged(let kind) = object.treatment {
                for run in kind.plannedRuns(of: object.node, in: document) {
                    add(run, of: object, timeZone: nil, isTemplate: kind.isScheduleTemplate, in: file)
                }
            } else if object.group == "batch", object.kind == "CronJob" {
                addCronJob(object, in: file)
            }
        }
    }

    /// Adds the schedule of a CronJob (`batch/v1`), which can choose its time zone.
    private mutating func addCronJob(_ object: Manifest.Object, in file: String) {
        let document = object.document
        guard let spec = document.present("spec", of: object.node),
            let schedule = document.text("schedule", of: spec)
        else { return }
        let run = PlannedRun(
            schedule: schedule, session: "", isSuspended: document.isTrue("suspend", of: spec))
        let zone = document.text("timeZone", of: spec).flatMap { document.string($0) }
        add(run, of: object, timeZone: zone, isTemplate: false, in: file)
    }

    private mutating func add(
        _ run: PlannedRun, of object: Manifest.Object, timeZone: String?, isTemplate: Bool, in file: String
    ) {
        let document = object.document
        all.append(
            Schedule(
                file: file, line: document.position(of: run.schedule).line, kind: object.kind,
                namespace: object.namespace(orElse: namespace), name: object.name, session: run.session,
                expression: document.string(run.schedule) ?? "", timeZone: timeZone, isSuspended: run.isSuspended,
                isTemplate: isTemplate))
    }
}
