/// The AdmissionReviews that a Kubernetes 1.36 API server sent, unchanged.
package enum Fixtures {
    /// The names of all reviews, without their extension.
    package static let reviews: [String] = names(in: "admission-reviews", ending: ".json")

    /// One review.
    ///
    /// - Parameter name: Its name, without extension.
    /// - Returns: Its bytes; empty if the file does not exist, which no test takes for a review.
    package static func review(_ name: String) -> [UInt8] {
        read("\(folder)/admission-reviews/\(name).json")
    }

    /// The manifests of a folder, each with its name.
    ///
    /// - Parameter folder: `pass`, for manifests without mistakes and warnings, or `fail`, for others, which list their
    ///   findings in comments at the beginning.
    /// - Returns: Names without extension, and bytes.
    package static func manifests(in folder: String) -> [(name: String, bytes: [UInt8])] {
        names(in: folder, ending: ".yaml").map { ($0, read("\(Self.folder)/\(folder)/\($0).yaml")) }
    }

    /// A file's bytes, empty if it cannot be read.
    ///
    /// - Parameter path: The file.
    /// - Returns: Its bytes.
    package static func read(_ path: String) -> [UInt8] {
        (try? TemporaryFolder.read(path)) ?? []
    }

    /// The folder of the whole package.
    package static let package: String = String(folder.dropLast("/Tests/TestSupport/Fixtures".count))

    /// The folder of the fixtures.
    package static let folder: String = String(#filePath.dropLast("Fixtures.swift".count)) + "Fixtures"

    private static func names(in subfolder: String, ending: String) -> [String] {
        let names = (try? TemporaryFolder.names(in: "\(folder)/\(subfolder)")) ?? []
        return names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    }
}
