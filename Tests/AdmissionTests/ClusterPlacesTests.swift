import Testing

/// The places of storages are compared up to a depth that people do not reach, in either order of the storages.
@Suite struct ClusterPlacesTests {
    @Test("a storage inside of another one is found up to the deepest path that is compared", arguments: 31...33)
    func nested(depth: Int) throws {
        let path = Array(repeating: "a", count: depth).joined(separator: "/")
        let (outer, inner) = ("bucket: b", "bucket: b, prefix: \(path)")
        let expected = depth <= 32 ? ["~nested-place spec.storage.s3"] : []
        #expect(
            try Cluster(Sample.storage("x/old", place: outer)).marks(Sample.storage("demo/new", place: inner))
                == expected)
        #expect(
            try Cluster(Sample.storage("x/old", place: inner)).marks(Sample.storage("demo/new", place: outer))
                == expected)
    }
}
