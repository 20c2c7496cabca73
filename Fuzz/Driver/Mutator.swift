internal import CLibFuzzer
internal import FuzzProperties

/// Makes a new input from an old one for libFuzzer: half of the reviews are changed as trees, the others as bytes.
///
/// - Parameters:
///   - bytes: The old input, in a buffer that has room for the new one.
///   - count: The length of the old input.
///   - most: The greatest length of the new input.
///   - seed: A random number.
/// - Returns: The length of the new input.
@c(LLVMFuzzerCustomMutator)
public func mutateInput(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: CUnsignedInt) -> Int {
    let room = unsafe UnsafeMutableBufferPointer(start: bytes, count: most)
    guard Fuzz.target == .review, seed % 2 == 0,
        let changed = unsafe TreeMutator.mutate(Array(room[..<count]), seed: UInt64(seed)), changed.count <= most
    else { return unsafe LLVMFuzzerMutate(bytes, count, most) }
    _ = unsafe room.update(fromContentsOf: changed)
    return changed.count
}
