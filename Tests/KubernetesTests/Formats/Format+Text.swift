import Schema

extension Format {
    /// What is wrong with a text.
    func problem(with text: String) -> String? {
        problem(with: text.utf8.span)
    }

    /// What was probably meant by a text.
    func suggestion(for text: String) -> Finding.Suggestion? {
        suggestion(for: text.utf8.span)
    }
}
