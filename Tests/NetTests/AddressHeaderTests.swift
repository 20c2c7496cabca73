import CLinux
import Glibc
import Testing

/// The addresses of CLinux are those of the kernel, byte for byte.
struct AddressHeaderTests {
    static func address(
        _ family: Int32 = AF_INET, high: UInt64 = 0, low: UInt64 = 0x7F00_0001, scope: UInt32 = 0, port: UInt16 = 0
    ) -> linux_address {
        linux_address(family: family, high: high, low: low, scope: scope, port: port)
    }

    /// The bytes of an address for the kernel, put over others.
    private static func bytes(_ address: linux_address) -> [UInt8] {
        var storage = sockaddr_storage()
        unsafe memset(&storage, 0xFF, MemoryLayout<sockaddr_storage>.size)
        let length = unsafe linux_to_socket_address(address, &storage)
        return unsafe withUnsafeBytes(of: storage) { unsafe Array($0.prefix(Int(length))) }
    }

    /// The address in bytes of the kernel.
    private static func read(_ bytes: [UInt8]) -> linux_address {
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe linux_from_socket_address($0) }
        }
    }

    private static let version4 = address(low: 0xC000_0207, port: 0x1234)
    private static let version4Bytes: [UInt8] = [2, 0, 0x12, 0x34, 192, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0, 0]
    private static let version6 = address(
        AF_INET6, high: 0xFE80_0102_0304_0506, low: 0x1122_3344_5566_7788, scope: 9, port: 0x1234)
    /// The family and the scope are in the machine's order, the rest is in the network's; there is no label of a flow.
    private static let version6Bytes: [UInt8] = [
        10, 0, 0x12, 0x34, 0, 0, 0, 0, 0xFE, 0x80, 1, 2, 3, 4, 5, 6, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 9,
        0,
        0, 0,
    ]

    @Test func writes() {
        #expect(Self.bytes(Self.version4) == Self.version4Bytes)
        #expect(Self.bytes(Self.version6) == Self.version6Bytes)
    }

    @Test func reads() {
        for (bytes, expected) in [(Self.version4Bytes, Self.version4), (Self.version6Bytes, Self.version6)] {
            let found = Self.read(bytes)
            #expect(found.family == expected.family && found.high == expected.high && found.low == expected.low)
            #expect(found.scope == expected.scope && found.port == expected.port)
        }
        // Another family, such as that of local sockets, has no address.
        let none = Self.read([1, 0, 0x12, 0x34, 5, 6, 7, 8])
        #expect(none.family == 0 && none.high == 0 && none.low == 0 && none.scope == 0 && none.port == 0)
    }

    @Test("the first address of a host, IPv4 before IPv6")
    func resolves() {
        func found(_ host: String, _ numeric: Int32) -> [UInt64] {
            let address = unsafe linux_resolve(host, numeric)
            return [UInt64(address.family), address.high, address.low, UInt64(address.scope), UInt64(address.port)]
        }
        #expect(found("192.0.2.7", 1) == [2, 0, 0xC000_0207, 0, 0])
        #expect(found("192.0.2.7", 0) == [2, 0, 0xC000_0207, 0, 0])
        #expect(found("2001:db8::7", 1) == [10, 0x2001_0DB8_0000_0000, 7, 0, 0])
        let scope = UInt64(unsafe if_nametoindex("lo"))
        #expect(scope > 0 && found("fe80::1%lo", 1) == [10, 0xFE80_0000_0000_0000, 1, scope, 0])
        #expect(found("localhost", 0) == [2, 0, 0x7F00_0001, 0, 0])
        // The error is the resolver's, and no name is looked up where a number is wanted.
        #expect(found("localhost", 1) == [0, 0, UInt64(bitPattern: Int64(EAI_NONAME)), 0, 0])
    }

    @Test("all addresses of a host, as many as there is space for")
    func resolvesAll() {
        func found(_ host: String, space: Int) -> (count: Int32, addresses: [linux_address]) {
            var addresses = [linux_address](repeating: Self.address(7, low: 9), count: space + 1)
            let count = unsafe linux_resolve_all(host, &addresses, Int32(space))
            return (count, addresses)
        }
        let one = found("192.0.2.7", space: 2)
        #expect(one.count == 1 && one.addresses[0].family == AF_INET && one.addresses[0].low == 0xC000_0207)
        #expect(one.addresses[1].family == 7)
        let other = found("fe80::1%lo", space: 1)
        #expect(other.count == 1 && other.addresses[0].family == AF_INET6 && other.addresses[0].scope > 0)
        let none = found("192.0.2.7", space: 0)
        #expect(none.count == 0 && none.addresses[0].family == 7)
        let local = found("localhost", space: 1)
        #expect(local.count == 1 && local.addresses[1].family == 7)
        #expect(found("a b", space: 1).count < 0)
    }

    @Test("an address as text, with its length")
    func prints() {
        func text(_ address: linux_address) -> String {
            var text = [CChar](repeating: 0x55, count: Int(INET6_ADDRSTRLEN))
            let length = unsafe linux_print_address(address, &text)
            return String(decoding: text.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        #expect(text(Self.version4) == "192.0.2.7")
        #expect(text(Self.version6) == "fe80:102:304:506:1122:3344:5566:7788")
        #expect(text(Self.address(AF_INET6, low: 1)) == "::1")
        #expect(text(Self.address(1)) == "")
    }
}
