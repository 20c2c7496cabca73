import System

/// The line on a terminal that says how far a long run is.
///
/// It is written between files and objects, so that it needs no thread, and cleared before anything else is written.
struct ProgressLine {
    /// The time without a line: a run that ends within it needs none.
    private static let patience = Duration.seconds(1)
    /// The time between two lines, as nobody reads faster.
    private static let pause = Duration.milliseconds(100)
    /// Moves to the start of the line and clears it (ECMA-48, EL).
    private static let clearing = "\r\u{1B}[K"

    private let clock: MonotonicClock
    private let write: (String) -> Void
    /// When the next line is written at the earliest.
    private var next: MonotonicInstant
    private var isShown = false

    /// Begins to count the time.
    ///
    /// - Parameters:
    ///   - clock: The clock.
    ///   - write: Writes a text to the terminal.
    init(clock: MonotonicClock = .system, _ write: @escaping (String) -> Void = StandardError.write) {
        self.clock = clock
        self.write = write
        next = clock.now().advanced(by: Self.patience)
    }

    /// The line of a run that people watch: if standard error is a terminal that can clear a line, and not where only
    /// errors are wanted.
    ///
    /// - Parameters:
    ///   - isQuiet: Whether only errors are wanted.
    ///   - errors: Standard error.
    ///   - terminal: The kind of the terminal.
    /// - Returns: The line; nil if none is to be written.
    static func watched(
        isQuiet: Bool, on errors: OutputStream = .standardError, terminal: String? = Environment.value(of: "TERM")
    ) -> ProgressLine? {
        guard !isQuiet, errors.isTerminal, terminal != "dumb" else { return nil }
        return ProgressLine()
    }

    /// Writes how far the run is, if it is time for that.
    mutating func show(_ progress: some CustomStringConvertible) {
        let now = clock.now()
        guard now >= next else { return }
        next = now.advanced(by: Self.pause)
        isShown = true
        write("\(Self.clearing)\(progress)")
    }

    /// Clears the line.
    mutating func clear() {
        guard isShown else { return }
        isShown = false
        write(Self.clearing)
    }
}
