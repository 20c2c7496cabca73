import TestSupport
import Testing

@testable import Kubernetes

/// Users and credentials must follow the rules of Windows.
@Suite struct InvalidWindowsOptionsTests {
    private static let long = String(repeating: "a", count: 104)

    @Test(arguments: [
        "ContainerUser", "NT AUTHORITY\\SYSTEM", "CORP\\jane", "corp.example.com\\jane.doe", "a b", long,
        String(repeating: "a", count: 63) + ".com\\a", "fifteen-letter_\\a",
    ])
    func takesUsers(_ user: String) throws {
        #expect(try findings("{runAsUserName: '\(user)'}", as: .windowsOptions) == [])
    }

    @Test(arguments: [
        "", "a\\b\\c", "CORP\\", "\\a", "a@b", "a/b", "a[b", "...", " . ", long + "a", ".corp\\a", "co:rp\\a",
        String(repeating: "a", count: 256) + "\\a", String(repeating: "a", count: 64) + ".com\\a",
        "sixteen-letters_\\a",
    ])
    func refusesUsers(_ user: String) throws {
        #expect(
            try findings("{runAsUserName: '\(user)'}", as: .windowsOptions)
                == ["invalid-windows-options Invalid runAsUserName"])
    }

    @Test(
        arguments: [
            ("{gmsaCredentialSpecName: corp.web}", []),
            ("{gmsaCredentialSpec: '{}'}", []),
            ("{gmsaCredentialSpec: \(String(repeating: "a", count: 65536))}", []),
            (#"{runAsUserName: "a\tb"}"#, ["invalid-windows-options Invalid runAsUserName"]),
            ("{gmsaCredentialSpecName: ''}", ["invalid-name Invalid gmsaCredentialSpecName"]),
            ("{gmsaCredentialSpecName: A_b}", ["invalid-name Invalid gmsaCredentialSpecName"]),
            ("{gmsaCredentialSpec: ''}", ["invalid-windows-options Invalid gmsaCredentialSpec"]),
            (
                "{gmsaCredentialSpec: \(String(repeating: "a", count: 65537))}",
                ["invalid-windows-options Invalid gmsaCredentialSpec"]
            ),
        ] as [Row])
    func judgesCredentials(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .windowsOptions) == row.found)
    }
}
