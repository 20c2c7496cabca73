extension Document {
    /// The limits of the parser for one text.
    public struct Limits: Hashable, Sendable {
        /// The longest text in bytes.
        ///
        /// Offsets are 32 bits wide, and nothing that Kubernetes stores comes near 64 MiB.
        public var bytes = 64 * 1024 * 1024
        /// The deepest nesting of arrays and objects.
        ///
        /// Kubernetes' own kinds stay under 30.
        public var depth = 512
        /// The most values and keys.
        ///
        /// An update of two objects of etcd's largest size (1.5 MiB), filled with managed fields of five bytes a value,
        /// has 600,000; two million take 48 MB.
        public var nodes = 2_000_000
        /// The most values and keys that aliases and merge keys of a YAML text may add.
        ///
        /// Every alias that stands for ten others multiplies their number by ten. People write some hundred; kubectl
        /// begins to refuse at 400,000.
        public var aliasedNodes = 100_000

        /// Makes the default limits.
        public init() {}
    }
}
