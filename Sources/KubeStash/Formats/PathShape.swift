internal import Schema
internal import Text

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
            return text.starts(with: "..") ? "must not begin with '..': such names belong to the kubelet" : nil
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

    static func isAbsolute(_ path: Span<UInt8>) -> Bool {
        path.first == UInt8(ascii: "/")
    }

    /// Whether one of the names between the slashes is `..`.
    static func hasBackstep(_ path: Span<UInt8>) -> Bool {
        !path.allParts(separatedBy: UInt8(ascii: "/")) { !$0.equals("..") }
    }
}
