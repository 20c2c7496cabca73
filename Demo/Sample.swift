/// A review that the demo sends, and the answer to expect.
struct Sample {
    let title: String
    let path: String
    let file: String
    /// Whether an answer is the one that this sample demonstrates.
    let isExpected: @Sendable (Answer) -> Bool

    /// The line above the answer.
    func heading(number: Int) -> String {
        "\(number). \(title): POST \(path) \(Self.folder)/\(file)"
    }

    /// The folder of the shipped reviews, from the root of the checkout.
    static let folder = "manifests/samples/reviews"

    /// The three reviews of `make run`.
    static let all = [
        Sample(
            title: "One to default", path: "/mutate", file: "minimal-create-mutate.json",
            isExpected: { answer in
                answer.isAllowed
                    && answer.additions.map(\.field).sorted() == [
                        "spec.sessions[0].repositories[0].deletionPolicy", "spec.sessions[0].retryConfig",
                        "spec.sessions[0].scheduler.concurrencyPolicy",
                    ]
            }),
        Sample(
            title: "One that is fine", path: "/validate", file: "full-create-validate.json",
            isExpected: { $0.isAllowed && $0.additions.isEmpty && $0.rejection == nil }),
        Sample(
            title: "One that is wrong in three ways", path: "/validate", file: "bad-three-ways-create-validate.json",
            isExpected: { !$0.isAllowed && $0.rejection?.causes.count == 3 }),
    ]
}
