internal import Schema

/// What Kubernetes refuses in paths (`validateLocalDescendingPath`, `ValidateLocalNonReservedPath` and
/// `validatePathNoBacksteps` in `pkg/apis/core/validation`).
enum PathShape {
    /// The path must be relative, with no `..` in it.
    static func descending(_ name: String, rule: RuleID) -> Format {
        Format(name, rule: rule, summary: "a relative path without '..'") { text in
            if isAbsolute(text) { return "must be a relative path: leave out the '/' at the beginning" }
            return hasBackstep(text) ? backstep : nil
        }
    }

    /// The path must be relative, with no `..` in it and none at its beginning: of a file in a volume.
    static func file(_ name: String, rule: RuleID) -> Format {
        Format(name, rule: rule, summary: "a relative path without '..'") { text in
            if isAbsolute(text) { return "must be a relative path: leave out the '/' at the beginning" }
            if hasBackstep(text) { return backstep }
            return text.starts(with: "..".utf8) ? "must not begin with '..': such names belong to the kubelet" : nil
        }
    }

    /// The path must have no `..` in it.
    static func withoutBacksteps(_ name: String, rule: RuleID) -> Format {
        Format(name, rule: rule, summary: "a path without '..'") { hasBackstep($0) ? backstep : nil }
    }

    /// The path must begin at the root.
    static func absolute(_ name: String, rule: RuleID) -> Format {
        Format(name, rule: rule, summary: "an absolute path") { text in
            isAbsolute(text) ? nil : "must be an absolute path: begin with '/'"
        }
    }

    private static let backstep = "must not contain '..'"

    private static func isAbsolute(_ path: ArraySlice<UInt8>) -> Bool {
        path.first == UInt8(ascii: "/")
    }

    /// Whether one of the names between the slashes is `..`.
    private static func hasBackstep(_ path: ArraySlice<UInt8>) -> Bool {
        var dots = 0
        for byte in path {
            switch byte {
            case UInt8(ascii: "."): dots = dots < 0 ? dots : dots + 1
            case UInt8(ascii: "/"):
                if dots == 2 { return true }
                dots = 0
            default: dots = -1
            }
        }
        return dots == 2
    }
}
