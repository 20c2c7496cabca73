internal import CLinux
internal import Glibc

/// Files of one folder that are written together, or not at all.
///
/// All are first written as drafts in the same folder. Then each draft takes its final name, by one rename that neither
/// fails for lack of space nor shows half a file. If one step fails, those before it are undone in reverse order.
struct FileSet {
    /// One file to write.
    struct File {
        let path: String
        let contents: [UInt8]
        /// Whether its owner alone may read it.
        let isSecret: Bool
    }

    /// How to undo the rename of a draft.
    private enum Step {
        /// There was no file before.
        case appeared(File, draft: String)
        /// The old file has the draft's name now.
        case exchanged(File, draft: String)
        /// The old file has another name as well.
        case replaced(File, backup: String)
    }

    /// How often a draft is placed: another program may write or remove the file at any moment, so that the other way may
    /// be the right one by now, but hardly twice in a row.
    private static let mostAttempts = 3

    private let folder: String
    private let isInterrupted: () -> Bool
    /// Whether to use the kinds of rename that not every file system supports (renameat2(2)).
    private let usesFlags: Bool
    private var drafts: [String] = []
    private var steps: [Step] = []

    /// Prepares the writing.
    /// - Parameters:
    ///   - folder: The folder of all files.
    ///   - isInterrupted: Whether to give up.
    ///   - usesFlags: Whether to try the kinds of rename that not every file system supports.
    init(in folder: String, isInterrupted: @escaping () -> Bool, usesFlags: Bool = true) {
        self.folder = folder
        self.isInterrupted = isInterrupted
        self.usesFlags = usesFlags
    }

    /// Writes all files.
    /// - Parameters:
    ///   - files: The files.
    ///   - overwriting: Whether existing files are replaced.
    /// - Throws: `TLSError` if a file cannot be written or exists already; then nothing has changed, or the error says
    ///   which file could not be put back, and its present name.
    mutating func write(_ files: [File], overwriting: Bool) throws(TLSError) {
        let lock = try takeLock()
        defer { _ = close(lock) }
        do throws(TLSError) {
            // Most failures are found before anything is written.
            for file in files { try refuse(file.path, overwriting: overwriting) }
            for file in files { try draft(file) }
            for (file, draft) in zip(files, drafts) {
                try goOn()
                try place(draft, at: file, overwriting: overwriting)
            }
            // Renames survive a power cut once the folder is on the disk, if the file system supports that.
            guard fsync(lock) == 0 || errno == EINVAL else { throw FileContents.failure("write to", folder) }
            try goOn()
        } catch {
            let problems = undo()
            _ = fsync(lock)
            guard problems.isEmpty else {
                throw TLSError(.file, ([error.description] + problems).joined(separator: "; "))
            }
            throw error == Self.interruption ? TLSError(.file, "\(error); nothing has changed in \(folder)") : error
        }
        // The drafts' names now belong to the files that were replaced.
        remove(drafts)
    }

    /// Locks the folder until the descriptor is closed, so that another such program cannot mix its files with these.
    private func takeLock() throws(TLSError) -> Int32 {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileContents.failure("write to", folder) }
        // A file system without locks cannot hold another program's lock.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            _ = close(descriptor)
            throw TLSError(.file, "another program is writing certificates to \(folder)")
        }
        return descriptor
    }

    private func goOn() throws(TLSError) {
        if isInterrupted() { throw Self.interruption }
    }

    private static let interruption = TLSError(.file, "interrupted")

    /// Refuses a file that must not be replaced.
    private func refuse(_ path: String, overwriting: Bool) throws(TLSError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard overwriting else { throw Self.alreadyThere(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileContents.failure("replace", path, EISDIR) }
    }

    private mutating func draft(_ file: File) throws(TLSError) {
        try goOn()
        let draft = "\(file.path).\(UInt64.random(in: .min ... .max)).new"
        try FileContents.write(file.contents, toNew: draft, isSecret: file.isSecret)
        drafts.append(draft)
    }

    private mutating func place(_ draft: String, at file: File, overwriting: Bool) throws(TLSError) {
        for _ in 0..<Self.mostAttempts {
            var error = appear(draft, at: file)
            if error == 0 { return steps.append(.appeared(file, draft: draft)) }
            guard error == EEXIST else { throw FileContents.failure("write", file.path, error) }
            guard overwriting else { throw Self.alreadyThere(file.path) }
            error = usesFlags ? unsafe -linux_exchange(draft, file.path) : EINVAL
            if error == 0 {
                steps.append(.exchanged(file, draft: draft))
                // A folder would have been exchanged as well, and could not be removed.
                return try refuse(draft, overwriting: true)
            }
            if Self.isUnknown(error) { error = replace(file, by: draft) }
            if error == 0 { return }
            guard error == ENOENT else { throw FileContents.failure("replace", file.path, error) }
        }
        throw FileContents.failure("replace", file.path, EBUSY)
    }

    /// Gives a draft its final name if that name is free.
    /// - Returns: The kernel's error; zero if there is none.
    private func appear(_ draft: String, at file: File) -> Int32 {
        let error = usesFlags ? unsafe -linux_rename_new(draft, file.path) : EINVAL
        guard Self.isUnknown(error) else { return error }
        // A link fails if the name exists, like the rename that this file system does not support.
        guard unsafe link(draft, file.path) == 0 else { return errno }
        _ = unsafe unlink(draft)
        return 0
    }

    /// Replaces a file if the file system cannot exchange two.
    /// - Returns: The kernel's error; zero if there is none.
    private mutating func replace(_ file: File, by draft: String) -> Int32 {
        let backup = draft + ".old"
        guard unsafe link(file.path, backup) == 0 else { return errno }
        guard unsafe rename(draft, file.path) == 0 else {
            let error = errno
            _ = unsafe unlink(backup)
            return error
        }
        steps.append(.replaced(file, backup: backup))
        drafts.append(backup)
        return 0
    }

    /// Puts everything back, but never deletes the only copy of an old file.
    /// - Returns: The files that could not be put back, with their present names.
    private func undo() -> [String] {
        var kept: Set<String> = []
        var problems: [String] = []
        for step in steps.reversed() {
            switch step {
            case .appeared(let file, let draft):
                let isBack = unsafe rename(file.path, draft) == 0 || errno == ENOENT
                if !isBack { problems.append("\(file.path) is new and could not be removed (\(Self.reason(errno)))") }
            case .exchanged(let file, let old), .replaced(let file, let old):
                let error = putBack(old, to: file.path)
                guard error != 0 else { continue }
                kept.insert(old)
                problems.append(
                    "the old \(file.path) could not be put back (\(Self.reason(error))) and is now \(old)")
            }
        }
        remove(drafts.filter { !kept.contains($0) })
        return problems
    }

    /// Puts back a file that was replaced.
    /// - Returns: The kernel's error; zero if there is none.
    private func putBack(_ old: String, to path: String) -> Int32 {
        guard usesFlags else { return unsafe rename(old, path) == 0 ? 0 : errno }
        let error = unsafe -linux_exchange(old, path)
        // Another program has removed the new file.
        if error == ENOENT { return unsafe -linux_rename_new(old, path) }
        // Some file systems cannot exchange two.
        guard Self.isUnknown(error) else { return error }
        return unsafe rename(old, path) == 0 ? 0 : errno
    }

    private static func reason(_ error: Int32) -> String {
        unsafe String(cString: strerror(error))
    }

    private func remove(_ paths: [String]) {
        for path in paths { _ = unsafe unlink(path) }
    }

    /// Whether the error may mean that the file system, the kernel or a filter (seccomp) does not support this kind of
    /// rename.
    private static func isUnknown(_ error: Int32) -> Bool {
        [EINVAL, ENOSYS, EPERM].contains(error)
    }

    private static func alreadyThere(_ path: String) -> TLSError {
        TLSError(.file, "\(path) is already there; --force replaces it")
    }
}
