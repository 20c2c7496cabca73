extension Reviewer {
    /// The most memory that a value of an object takes, for each byte of its text: a value is two bytes at the least,
    /// as in `0,`, and a node of the tree with what is kept of it while it is read has less than 32.
    private static let treeBytes = 16

    /// The most memory that findings take, for each byte of the text: a value of three bytes, as in `{},`, may have
    /// one.
    private static let findingBytes = 144

    /// The most memory that findings take in all, as their number has a limit, with the answer that is made of them.
    private static let mostFindingBytes = 48 << 20

    /// How much memory a review takes at most, in bytes.
    ///
    /// A usual one takes a tenth of it: the worst has nothing but mistakes.
    /// - Parameter count: How long the AdmissionReview is, in bytes.
    /// - Returns: The most bytes that are in use at a time, without the AdmissionReview itself.
    public static func memory(forReviewOf count: Int) -> Int {
        treeBytes * count + min(findingBytes * count, mostFindingBytes)
    }
}
