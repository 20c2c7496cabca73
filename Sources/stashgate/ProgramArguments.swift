import System

/// The arguments that the program is called with.
enum ProgramArguments {
    /// Refuses arguments that are not UTF-8, such as the name of a file from an old archive.
    ///
    /// Swift repairs such an argument, and would then look for a file of another name.
    ///
    /// - Throws: A ``CommandFailure`` that shows the bytes.
    static func requireText() throws(CommandFailure) {
        let count = Int(CommandLine.argc)
        let names = unsafe UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: count).compactMap { argument in
            unsafe argument.map { unsafe NameText(bytes: $0) }
        }
        let unreadable = names.filter { !$0.isUTF8 }
        guard unreadable.isEmpty else {
            throw CommandFailure(unreadable.map { "\($0.text): the argument is not UTF-8" })
        }
    }
}
