internal import CLibFuzzer
internal import FuzzProperties
internal import Glibc

/// Runs libFuzzer on the target that the environment variable `FUZZ_TARGET` names.
///
/// The name is not an argument, because libFuzzer reads all arguments and passes them to the processes that it starts.
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

    /// Ends the program with the broken property as its message if a property does not hold.
    private static func check(_ input: [UInt8]) {
        do throws(Violation) {
            try target?.check(input)
        } catch {
            fatalError("\(error)")
        }
    }
}
