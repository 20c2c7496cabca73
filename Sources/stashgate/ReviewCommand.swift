public import Admission
public import ArgumentParser
import Document
import Glibc
import KubeStash
import Schema

/// `stashgate review`: the webhook's answer, without a server.
struct ReviewCommand: ParsableCommand, OneOperand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Judge a manifest or an AdmissionReview, as the webhook would.",
        discussion: """
            A manifest is YAML, of one document or several, or JSON, also a list from kubectl get -o json. For each \
            object of it, prints the mistakes with their places in the file, the defaults that the webhook would add, \
            and what was not judged. Fields and kinds that KubeStash does not have are mistakes here; in the cluster, \
            the API server judges them. With --webhook, prints the webhook's answers as JSON instead, one a line.

            An AdmissionReview, or a list of them, is answered as the webhook answers it, and needs --webhook.

            There is one file to review; pass several through standard input, with --- between them. A template of \
            Helm is no manifest, and must be rendered first.

              stashgate review backup.yaml
              stashgate review --old stored.yaml backup.yaml
              kubectl get backupconfigurations -A -o json | stashgate review -
              helm template chart | stashgate review -
              stashgate review --webhook mutate review.json

            Exits with 0 if all objects are allowed, with 1 if one is denied, and with 2 on wrong usage or input that \
            cannot be read.
            """)

    @Option(
        help: "Which webhook is asked: mutate adds defaults, validate judges; without it, a manifest gets a report.")
    var webhook: Webhook?

    @OptionGroup(title: "Manifests") var manifests: ManifestArguments

    @OptionGroup
    var config: PolicyOption

    @Argument(
        help: "A file with a manifest, or with an AdmissionReview in JSON; - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?

    static let operand = "one file; pass several through standard input, with --- between them"

    /// The file to read.
    private var name: String { file ?? InputFile.standardInput }

    func validate() throws {
        guard file != nil || isatty(STDIN_FILENO) == 0 else {
            throw ValidationError("a file is missing; pass - to type a manifest")
        }
        try InputFile.requireOneReader(of: [name, manifests.old, config.file])
        guard webhook == nil || manifests.output == nil else {
            throw ValidationError("-o is for the report on a manifest; with --webhook, the webhook's answer is printed")
        }
    }

    func run() throws {
        let policy = try config.policy()
        let text = try InputFile.text(of: name)
        switch try ReviewInput(text, named: name, isForWebhook: webhook != nil) {
        case .reviews(let bodies):
            guard let webhook else {
                throw ValidationError("an AdmissionReview needs --webhook mutate or --webhook validate")
            }
            try manifests.refuseForReviews()
            try answer(bodies, by: webhook, Reviewer(policy: policy))
        case .manifest(let manifest):
            let stored = try manifests.stored()
            try stored?.requireUse(by: manifest)
            // The webhook leaves unknown fields to the API server.
            let reviewer = Reviewer(policy: policy, unknownFields: webhook == nil ? .reported : .ignored)
            var review = ManifestReview(manifest, by: reviewer, arguments: manifests, stored: stored)
            if let webhook { try review.printAnswers(of: webhook) } else { try review.printReport() }
            if let stored { StandardError.write(stored.unused(by: manifest)) }
            if review.isAnyDenied { throw ExitCode.failure }
        }
    }

    private func answer(_ bodies: [[UInt8]], by webhook: Webhook, _ reviewer: Reviewer) throws {
        var output = StandardOutput()
        var isAnyDenied = false
        for body in bodies {
            let answer = reviewer.review(body, by: webhook)
            if let problem = answer.problem {
                try output.flush()
                throw CommandFailure("\(name): \(problem)")
            }
            try output.append(answer.body + [UInt8(ascii: "\n")])
            isAnyDenied = isAnyDenied || answer.verdict == .denied
        }
        try output.flush()
        if isAnyDenied { throw ExitCode.failure }
    }
}

extension Webhook: ExpressibleByArgument {}

/// The values of `--operation`.
enum SubmittedOperation: String, CaseIterable, ExpressibleByArgument {
    case create, update, delete

    init?(argument: String) {
        self.init(rawValue: argument.lowercased())
    }

    /// The operation as an AdmissionReview names it.
    var operation: Operation {
        switch self {
        case .create: .create
        case .update: .update
        case .delete: .delete
        }
    }
}

/// The flags of `stashgate review` that say what is to happen to the objects of a manifest.
struct ManifestArguments: ParsableArguments {
    @Option(
        help: """
            What is to happen to the objects: create, update or delete (default: create, or update with --old).
            """)
    var operation: SubmittedOperation?

    @Option(
        help: ArgumentHelp(
            "A manifest with the objects as they are stored; mistakes that they have already are forgiven.",
            discussion: "An object that is not in it is judged as a new one; at least one must be.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var old: String?

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("The namespace of objects that do not name one.", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The user who asks, for policies that treat some of them otherwise.", valueName: "user"))
    var user: String?

    @Option(
        name: .customLong("as-group"),
        help: ArgumentHelp("A group of that user; may be given more than once.", valueName: "group"))
    var groups: [String] = []

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: "How to print the report: text or json, one object a line (default: text).")
    var output: ReportFormat?

    func validate() throws {
        guard old == nil || operation == nil || operation == .update else {
            throw ValidationError("--old needs --operation update")
        }
    }

    /// The operation on the objects, if they are not new.
    var intended: Operation {
        operation?.operation ?? (old == nil ? .create : .update)
    }

    /// The user who asks.
    var requester: Submission.Requester {
        Submission.Requester(user: user ?? "", groups: groups)
    }

    /// Throws if a flag is given that an AdmissionReview answers itself.
    func refuseForReviews() throws {
        let given: [(String, Bool)] = [
            ("--operation", operation != nil), ("--old", old != nil), ("--namespace", namespace != nil),
            ("--as", user != nil), ("--as-group", !groups.isEmpty),
        ]
        guard let (flag, _) = given.first(where: { $0.1 }) else { return }
        throw ValidationError("\(flag) is for manifests; an AdmissionReview states it itself")
    }

    /// The stored objects, nil if none are given.
    func stored() throws -> StoredObjects? {
        guard let old else { return nil }
        let text = try InputFile.text(of: old)
        guard case .manifest(let manifest) = try ReviewInput(text, named: old, isForWebhook: false) else {
            throw CommandFailure("\(old): --old takes a manifest, and this is an AdmissionReview")
        }
        return try StoredObjects(manifest, namespace: namespace)
    }
}
