private import CLinux

extension Signals {
    /// The name of a signal, for the log: people know SIGTERM and not 15 (signal(7)).
    ///
    /// - Parameter number: The signal's number.
    /// - Returns: Its name where a server asks for the signal, else `signal` and the number.
    public static func name(of number: Int32) -> String {
        switch number {
        case SIGTERM: "SIGTERM"
        case SIGINT: "SIGINT"
        case SIGHUP: "SIGHUP"
        default: "signal \(number)"
        }
    }
}
