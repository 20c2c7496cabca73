import Glibc
import System

/// The variables that the program is started with.
enum Environment {
    /// The value of a variable.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The value, nil if it is not set or empty.
    static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// All variables; of two of one name the first counts, as for getenv.
    static var all: [String: String] {
        let pairs = ProgramRun.currentEnvironment.compactMap { line -> (String, String)? in
            guard let equals = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<equals]), String(line[line.index(after: equals)...]))
        }
        return [String: String](pairs) { first, _ in first }
    }
}
