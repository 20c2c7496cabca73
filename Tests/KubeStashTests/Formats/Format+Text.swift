import Schema

extension Format {
    /// What is wrong with a text.
    func problem(with text: String) -> String? {
        problem(with: text.utf8.span)
    }
}
