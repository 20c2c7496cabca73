extension Document {
    /// How much a text may ask of the parser before it is refused.
    public struct Limits: Hashable, Sendable {
        /// Longest text in bytes.
        ///
        /// Offsets are 32 bits wide, and nothing that Kubernetes stores comes near 64 MiB.
        public var bytes = 64 * 1024 * 1024
        /// Deepest nesting of arrays and objects.
        ///
        /// Kubernetes' own kinds stay under 30.
        public var depth = 512
        /// Most values and keys.
        ///
        /// An update of two objects of etcd's largest size (1.5 MiB), filled with managed fields of five bytes a value,
        /// has 600,000; two million take 48 MB.
        public var nodes = 2_000_000
        /// Most values and keys that aliases and merge keys of a YAML text may add.
        ///
        /// Every alias that stands for ten others makes ten times as many. People write some hundred; kubectl begins to
        /// refuse at 400,000.
        public var aliasedNodes = 100_000

        /// The limits that hold unless somebody says otherwise.
        public init() {}
    }
}
