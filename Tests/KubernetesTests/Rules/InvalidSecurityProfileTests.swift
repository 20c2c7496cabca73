import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// A profile of the node must have a name, and other profiles must not.
@Suite struct InvalidSecurityProfileTests {
    @Test(
        arguments: [
            ("{type: RuntimeDefault}", []), ("{type: Unconfined, localhostProfile: null}", []),
            ("{type: Localhost, localhostProfile: a/b.json}", []),
            ("{}", ["required-field Required type"]),
            ("{type: ''}", ["required-field Required type"]),
            ("{type: Custom}", ["unsupported-value NotSupported type"]),
            ("{type: Localhost}", ["invalid-security-profile Required localhostProfile"]),
            ("{type: RuntimeDefault, localhostProfile: a}", ["invalid-security-profile Invalid localhostProfile"]),
            ("{type: Unconfined, localhostProfile: ''}", ["invalid-security-profile Invalid localhostProfile"]),
            ("{type: Localhost, localhostProfile: 5}", ["wrong-type TypeInvalid localhostProfile"]),
        ] as [Row])
    func judgesBoth(_ row: Row) throws {
        for type in [ObjectType.seccompProfile, ObjectType.appArmorProfile] {
            #expect(try findings(row.yaml, as: type) == row.found)
        }
    }

    /// Kubernetes takes an empty path for a path, and an empty name of AppArmor for none.
    @Test func judgesEmptyProfiles() throws {
        let profile = "{type: Localhost, localhostProfile: ''}"
        #expect(
            try findings(profile, as: .seccompProfile) == ["~invalid-security-profile Invalid localhostProfile"])
        #expect(
            try findings(profile, as: .appArmorProfile) == ["invalid-security-profile Required localhostProfile"])
    }

    /// Like Kubernetes, the rule reports the profile as well for seccomp, but not for AppArmor.
    @Test func reportsAnUnknownTypeAsKubernetesDoes() throws {
        let profile = "{type: localhost, localhostProfile: a}"
        #expect(
            try findings(profile, as: .seccompProfile) == [
                "unsupported-value NotSupported type", "invalid-security-profile Invalid localhostProfile",
            ])
        #expect(
            try findings(profile, as: .appArmorProfile) == ["unsupported-value NotSupported type"])
    }

    @Test(arguments: ["/a", "../a", "a/../b", "a/.."])
    func keepsSeccompPathsRelative(_ path: String) throws {
        #expect(
            try findings("{type: Localhost, localhostProfile: \(path)}", as: .seccompProfile)
                == ["invalid-security-profile Invalid localhostProfile"])
        #expect(try findings("{type: Localhost, localhostProfile: \(path)}", as: .appArmorProfile) == [])
    }

    @Test(arguments: ["' a'", "'a '", String(repeating: "a", count: 4096)])
    func limitsAppArmorNames(_ name: String) throws {
        #expect(
            try findings("{type: Localhost, localhostProfile: \(name)}", as: .appArmorProfile)
                == ["invalid-security-profile Invalid localhostProfile"])
    }
}
