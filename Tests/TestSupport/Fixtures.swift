import Glibc

/// The AdmissionReviews that a Kubernetes 1.36 API server sent, as they came.
public enum Fixtures {
    /// The names of all reviews, without their extension.
    public static let reviews: [String] = names(in: "admission-reviews", ending: ".json")

    /// One review.
    ///
    /// - Parameter name: Its name, without extension.
    /// - Returns: Its bytes; empty where there is no such file, which no test takes for a review.
    public static func review(_ name: String) -> [UInt8] {
        read("\(folder)/admission-reviews/\(name).json")
    }

    /// A file's bytes, empty where it cannot be read.
    ///
    /// - Parameter path: The file.
    /// - Returns: Its bytes.
    public static func read(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { return [] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&piece, 1, piece.count, file)
            guard count > 0 else { return bytes }
            bytes += piece.prefix(count)
        }
    }

    /// The folder of the whole package.
    public static let package: String = String(folder.dropLast("/Tests/TestSupport/Fixtures".count))

    private static let folder: String = String(#filePath.dropLast("Fixtures.swift".count)) + "Fixtures"

    private static func names(in subfolder: String, ending: String) -> [String] {
        guard let directory = unsafe opendir("\(folder)/\(subfolder)") else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name.hasSuffix(ending) { names.append(String(name.dropLast(ending.count))) }
        }
        return names.sorted()
    }
}
