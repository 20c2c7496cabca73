private import Glibc

/// The text of a name that the kernel hands over as bytes: that of a file, or an argument.
package struct NameText: Hashable, Sendable {
    /// The name; in one that is not UTF-8, an escape such as `\xe9` stands for each byte that is a part of no character.
    package let text: String
    /// Whether the name is UTF-8; the text of any other leads to no file.
    package let isUTF8: Bool

    /// Reads a name.
    ///
    /// - Parameter bytes: The bytes of the name.
    package init(_ bytes: [UInt8]) {
        let text = String(validating: bytes, as: UTF8.self)
        self.text = text ?? Self.escaped(bytes)
        isUTF8 = text != nil
    }

    /// Reads a name of C.
    ///
    /// - Parameter bytes: The bytes of the name, up to a NUL.
    package init(bytes: UnsafePointer<CChar>) {
        self.init(unsafe UnsafeRawBufferPointer(start: bytes, count: strlen(bytes)).map { $0 })
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        var text = ""
        var offset = 0
        var rest = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let units):
                text.unicodeScalars.append(Unicode.UTF8.decode(units))
                offset += units.count
            case .error(let length):
                // A byte that is a part of no character is above 0x7F, so its number has two digits.
                for byte in bytes.dropFirst(offset).prefix(length) { text += "\\x" + String(byte, radix: 16) }
                offset += length
            case .emptyInput: return text
            }
        }
    }
}
