internal import Schema
internal import Text

extension Format {
    /// The name of a header of HTTP, as strict as Kubernetes is (`IsHTTPHeaderName`).
    static let headerName = Format("header-name", rule: .invalidName, summary: "letters, digits and '-'") { text in
        !text.isEmpty && text.allSatisfy(headerCharacters.contains) ? nil : "must be letters, digits and '-'"
    }

    /// A container image; Kubernetes leaves the rest to the container runtime.
    static let image = Format(
        "image", rule: .invalidContainer, summary: "the name of an image, without blanks at its ends"
    ) { text in
        guard let first = text.first, let last = text.last else { return nil }
        return isBlank(first) || isBlank(last) ? "must not begin or end with a blank" : nil
    }

    /// The name of a claim in a template; the ordinal of a StatefulSet's pod may stand in it as `${POD_ORDINAL}`, for
    /// which KubeStash puts the number.
    static let claimName = Format(
        "claim-name", rule: .invalidName,
        summary: "a DNS name in lower case, in which ${POD_ORDINAL} may stand for the number of a pod"
    ) { text in
        guard text.contains(UInt8(ascii: "$")) else { return Format.dnsSubdomain.problem(with: text) }
        var name: [UInt8] = []
        var index = 0
        while index < text.count {
            if text.extracting(index...).starts(with: ordinal) {
                name.append(UInt8(ascii: "0"))
                index += ordinal.utf8CodeUnitCount
            } else {
                name.append(text[index])
                index += 1
            }
        }
        return Format.dnsSubdomain.problem(with: name.span)
    }

    private static let ordinal: StaticString = "${POD_ORDINAL}"
    private static let headerCharacters = ByteSet.letterOrDigit.union(ByteSet("-"))

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
