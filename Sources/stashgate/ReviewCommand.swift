public import Admission
public import ArgumentParser

/// `stashgate review`: the webhook's answer, without a server.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Answer one AdmissionReview, as the webhook would.",
        discussion: """
            Prints the answer as JSON. Exits with 0 if the request is allowed, with 1 if it is denied, and with 2 on \
            wrong usage or input that is not an AdmissionReview.
            """)

    @Option(help: "Which webhook is asked: mutate adds defaults, validate judges.")
    var webhook: Webhook

    @OptionGroup
    var config: PolicyOption

    @Argument(
        help: "A file with an AdmissionReview in JSON, or - for standard input.",
        completion: .file(extensions: ["json"]))
    var file = InputFile.standardInput

    func run() throws {
        let policy = try config.policy()
        let body: [UInt8]
        do {
            body = try InputFile.read(file)
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
        let answer = Reviewer(policy: policy).review(body, by: webhook)
        if let problem = answer.problem { throw CommandFailure("\(file): \(problem)") }
        try StandardOutput.write(answer.body + [UInt8(ascii: "\n")])
        if answer.verdict == .denied { throw ExitCode.failure }
    }
}

extension Webhook: ExpressibleByArgument {}
