extension Reviewer {
    /// The most memory that a byte of an object's text takes: a value has two bytes at the least, as in `0,`, and its node
    /// in the tree with what is kept of it while it is read less than 32.
    private static let treeBytes = 16

    /// The most memory that findings take, as their number has a limit: those of the object and of its older self, and the
    /// answer that is made of them.
    private static let findingBytes = 24 << 20

    /// The most memory that the findings about a byte of text take, as long as their number is below its limit: the mistakes
    /// of `{}` in a list of repositories.
    private static let mistakeBytes = 1 << 10

    /// The largest review that is taken however little memory there is: an object of this size has a hundred sessions.
    private static let smallReview = 64 << 10

    /// How much memory a review takes at most, in bytes.
    ///
    /// A usual one takes a tenth of it: the worst has nothing but mistakes.
    /// - Parameter count: How long the AdmissionReview is, in bytes.
    /// - Returns: The most bytes that are in use at a time, without the AdmissionReview itself.
    public static func memory(forReviewOf count: Int) -> Int {
        treeBytes * count + min(mistakeBytes * count, findingBytes)
    }

    /// How long a review may be that takes so much memory at most.
    /// - Parameter memory: The memory, in bytes.
    /// - Returns: The length, in bytes; never less than what a usual review has.
    public static func largestReview(within memory: Int) -> Int {
        max(smallReview, (memory - findingBytes) / treeBytes)
    }
}
