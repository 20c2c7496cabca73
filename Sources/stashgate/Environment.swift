import Glibc

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
}
