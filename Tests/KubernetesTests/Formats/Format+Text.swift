import Schema

extension Format {
    /// The problem with a text; nil if the format takes it.
    func problem(with text: String) -> String? {
        problem(with: text.utf8.span)
    }

    /// The suggested correction of a text.
    func suggestion(for text: String) -> Finding.Suggestion? {
        suggestion(for: text.utf8.span)
    }
}
