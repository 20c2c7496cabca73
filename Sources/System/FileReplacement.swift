private import Glibc

/// Replaces the contents of a file in one step, so that no other program sees a part of them.
package enum FileReplacement {
    /// Replaces the contents of a file.
    ///
    /// The new file has the owner, if that is permitted, and the mode of the old one. If something fails, the old file
    /// stays as it is.
    ///
    /// - Parameters:
    ///   - bytes: The new contents.
    ///   - path: The path of a regular file; a symbolic link stays, and the file behind it is replaced.
    /// - Throws: `SystemError` with the kernel's reason.
    package static func write(_ bytes: [UInt8], over path: String) throws(SystemError) {
        guard let resolved = unsafe realpath(path, nil) else { throw SystemError(code: errno, operation: "open") }
        let target = unsafe String(cString: resolved)
        unsafe free(resolved)
        var status = stat()
        guard unsafe stat(target, &status) == 0 else { throw SystemError(code: errno, operation: "open") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SystemError(code: EINVAL, operation: "replace what is not a regular file")
        }
        // A rename would replace a write-protected file as well.
        guard unsafe access(target, W_OK) == 0 else { throw SystemError(code: errno, operation: "write") }
        let folder = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(target[..<$0]) } ?? ""
        let draft = "\(folder)/.stashgate-\(UInt64.random(in: .min ... .max)).new"
        do throws(SystemError) {
            try write(bytes, toNew: draft, like: status)
            guard unsafe rename(draft, target) == 0 else { throw SystemError(code: errno, operation: "replace") }
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], toNew path: String, like old: stat) throws(SystemError) {
        let number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError(code: errno, operation: "make a new file in its folder") }
        let file = FileDescriptor(owning: number)
        try OutputStream(number: file.number).writeAll(bytes)
        // Only root may give a file away. The bits that lend the owner's rights must not reach another owner.
        let isOwned = fchown(file.number, old.st_uid, old.st_gid) == 0
        guard fchmod(file.number, old.st_mode & (isOwned ? 0o7777 : 0o777)) == 0 else {
            throw SystemError(code: errno, operation: "set the mode of a new file")
        }
        // The contents reach the disk before the name does.
        guard fsync(file.number) == 0 || errno == EINVAL else { throw SystemError(code: errno, operation: "write") }
    }
}
