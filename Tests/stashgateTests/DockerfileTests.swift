import TestSupport
import Testing

/// The image holds what the program needs, which nobody sees before it is built and started.
@Suite struct DockerfileTests {
    /// The packages of the image, each with a library of it that the program is linked with.
    private static let libraries = [
        "libssl3": "libssl.so.3", "libyaml-0-2": "libyaml-0.so.2", "libstdc++6": "libstdc++.so.6",
    ]

    @Test("the image is built with the Swift that the package asks for, and runs on the Debian that it is built on")
    func stages() throws {
        let lines = try Repository.text(of: "Dockerfile").split(separator: "\n")
        let package = try Repository.text(of: "Package.swift")
        let version = try #require(package.firstMatch(of: /^\/\/ swift-tools-version: (\d+\.\d+)\n/)).output.1
        #expect(
            lines.filter { $0.hasPrefix("FROM ") } == [
                "FROM swift:\(version)-bookworm AS build", "FROM debian:bookworm-slim AS runtime", "FROM scratch",
            ])
    }

    @Test("the image has the libraries that the program is linked with")
    func libraries() throws {
        let text = try Repository.text(of: "Dockerfile")
        let packages = try #require(text.firstMatch(of: /--no-install-recommends ([^\n]*)\n/)).output.1
        #expect(Set(packages.split(separator: " ").map(String.init)) == Set(Self.libraries.keys))
        let linked = try Repository.output(of: "ldd \(Repository.quoted(ChildProcess.product("stashgate")))")
        for library in Self.libraries.values { #expect(linked.contains("\t\(library) => /"), "\(library)") }
    }
}
