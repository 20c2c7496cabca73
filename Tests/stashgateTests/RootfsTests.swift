import TestSupport
import Testing

/// The files of the image are collected and run without a container engine.
///
/// The program here is OpenSSL's: like ours in a release, it is linked with Debian's libraries alone, which the binary of
/// these tests is not. `make rootfs` does it with the release binary.
@Suite(.enabled(if: CollectingTools.areHere, "there is no dpkg, unshare, strip or openssl on this machine"))
struct RootfsTests {
    private static func program() throws -> String {
        try SourceText.unwrapped(Repository.output(of: "command -v openssl"))
    }

    @Test("what ldd shows is collected with its licences, and nothing else")
    func contents() throws {
        let program = try Self.program()
        let folder = try TemporaryFolder()
        let root = "\(folder.path)/root"
        try Repository.output(of: "Scripts/collect-runtime.sh \(program) \(root) \"$(dpkg --print-architecture)\"")
        let files = try Repository.output(of: "cd \(root) && find . -type f | cut -c 2-").split(separator: "\n")
        let linked = try Repository.output(of: "ldd \(program) | grep -o '/[^ ]*'").split(separator: "\n")
        let others = files.filter { !$0.hasPrefix("/usr/share/doc/") && !$0.hasPrefix("/var/lib/dpkg/status.d/") }
        #expect(Set(others) == Set(linked + ["/usr/bin/openssl", "/etc/os-release"]))
        for package in files.filter({ $0.hasPrefix("/var/lib/dpkg/status.d/") }) {
            let name = package.split(separator: "/").last ?? ""
            #expect(try Repository.output(of: "cat \(root)\(package)").contains("\nVersion: "))
            #expect(files.contains("/usr/share/doc/\(name)/copyright"))
        }
    }

    @Test("the program runs with the collected files alone, and the sizes are added up")
    func runs() throws {
        let program = try Self.program()
        let output = try Repository.output(of: "Scripts/try-rootfs.sh \(program) version")
        #expect(try output.hasPrefix(Repository.output(of: "openssl version").prefix { $0 != "(" }))
        let how = try #require(
            output.firstMatch(of: /\nThe program ran (in a root of its own|with the collected loader.*)\.\n$/))
        if !how.output.1.hasPrefix("in a root") { print("RootfsTests: a root of its own is not permitted here") }
        let sizes = output.matches(of: /(?m)^ *(\d+) (.*)$/).compactMap { match in
            Int(match.output.1).map { (size: $0, name: match.output.2) }
        }
        let together = try #require(sizes.first { $0.name == "together" }).size
        let parts = sizes.filter { $0.name != "together" && !$0.name.hasPrefix("compressed") }.map(\.size)
        #expect(parts.reduce(0, +) == together)
    }

    @Test("a wrong platform, a missing library and a library of no package fail the build of the image")
    func refused() throws {
        let folder = try TemporaryFolder()
        let root = "\(folder.path)/root"
        let other = try Repository.shell("Scripts/collect-runtime.sh \(Self.program()) \(root) s390x-or-so 2>&1")
        #expect(other.status == 1 && other.output.contains("and the image is to be for s390x-or-so"))
        #expect(try Repository.shell("test -e \(root)").status != 0)
        // The binary of these tests is linked with the toolchain's libraries, which no package owns.
        let own = Repository.quoted(try ChildProcess.product("stashgate"))
        let unowned = try Repository.shell("Scripts/collect-runtime.sh \(own) \(root) 2>&1")
        if unowned.status != 0 { #expect(unowned.output.contains("is not from a Debian package")) }
        try folder.write("#!/bin/sh\nprintf '\\tlibgone.so.1 => not found\\n'\n", to: "ldd")
        let gone = try Repository.shell(
            "chmod +x \(folder.path)/ldd; PATH=\(folder.path):\"$PATH\" Scripts/collect-runtime.sh /bin/ls \(root) 2>&1"
        )
        #expect(gone.status == 1)
        #expect(gone.output == "/bin/ls is linked with a library that is missing here:\n\tlibgone.so.1 => not found\n")
    }

    /// The page shows a run of `make rootfs`: its numbers add up, and it has the libraries of the Dockerfile's packages.
    @Test func page() throws {
        let page = try Repository.text(of: "Docs/install.md")
        let shown = try #require(page.firstMatch(of: /\n```\n(stashgate \d[^`]*)```\n/)).output.1
        let sizes = shown.matches(of: /(?m)^ *(\d{3,}) (.*)$/).compactMap { match in
            Int(match.output.1).map { (size: $0, name: match.output.2) }
        }
        let parts = sizes.filter { $0.name != "together" && !$0.name.hasPrefix("compressed") }.map(\.size)
        #expect(parts.reduce(0, +) == sizes.first { $0.name == "together" }?.size)
        let libraries = sizes.filter { $0.name.hasPrefix("lib/") && $0.name.contains(".so") }
        #expect(libraries.count == 7 && page.contains("the seven libraries that `ldd` shows"))
    }
}

/// The commands that the scripts of the image need.
private enum CollectingTools {
    static let areHere = ["dpkg", "dpkg-query", "unshare", "strip", "openssl"].allSatisfy(Repository.has(command:))
}
