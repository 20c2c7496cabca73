internal import CLibFuzzer
internal import FuzzProperties
internal import Glibc

/// Runs libFuzzer on the target whose name `FUZZ_TARGET` has.
///
/// The name is no argument, as libFuzzer takes all of them for its own and hands them on to the processes it starts.
@main
enum Fuzz {
    /// The target to fuzz.
    static let target = unsafe getenv("FUZZ_TARGET").flatMap {
        unsafe FuzzTarget(rawValue: String(cString: $0))
    }

    static func main() {
        guard target != nil else {
            print("FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
            exit(2)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        exit(
            unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
                Fuzz.check(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            })
    }

    /// Ends the program, with the property in its last words, where one does not hold.
    private static func check(_ input: [UInt8]) {
        do throws(Violation) {
            try target?.check(input)
        } catch {
            fatalError("\(error)")
        }
    }
}
