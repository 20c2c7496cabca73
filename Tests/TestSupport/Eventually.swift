private import Glibc

/// Waits for a condition that another thread or program brings about without a notification.
///
/// Use it only for changes that no answer, signal or end of a connection shows; it returns as soon as the condition
/// holds.
/// - Parameters:
///   - seconds: The time after which the condition counts as false.
///   - holds: Whether the condition holds now.
/// - Returns: Whether the condition held.
/// - Throws: Any error that `holds` throws.
package func eventually(within seconds: Int = 60, _ holds: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !holds() {
        guard ContinuousClock.now < end else { return false }
        usleep(2000)
    }
    return true
}
