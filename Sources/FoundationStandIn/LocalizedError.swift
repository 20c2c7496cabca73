/// An error that describes itself in the user's language, as in Foundation.
///
/// swift-argument-parser asks every error whether it is one. None of stashgate's is: they say what they are as all Swift
/// values do.
public protocol LocalizedError: Error {
    /// What went wrong; nil where the error has no words for it.
    var errorDescription: String? { get }
}
