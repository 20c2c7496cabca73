private import Glibc

/// Waits until something holds that another thread or program brings about without telling.
///
/// Only for what no answer, signal or end of a connection shows; it returns as soon as it holds.
/// - Parameters:
///   - seconds: How long to wait before it counts as never.
///   - holds: Whether it holds now.
/// - Returns: Whether it came to hold.
/// - Throws: What `holds` throws.
package func eventually(within seconds: Int = 60, _ holds: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !holds() {
        guard ContinuousClock.now < end else { return false }
        usleep(2000)
    }
    return true
}
