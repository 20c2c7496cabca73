import TestSupport
import Testing
import Webhook

/// The image contains everything the program needs; nothing else would notice before it is built and started.
@Suite struct DockerfileTests {
    /// The packages of the image, each with one of its libraries that the program is linked with.
    private static let libraries = [
        "libssl3": "libssl.so.3", "libyaml-0-2": "libyaml-0.so.2", "libstdc++6": "libstdc++.so.6",
    ]

    @Test("the image is built with the Swift of the package, and runs on the Debian that it is built on")
    func stages() throws {
        let lines = try Repository.text(of: "Dockerfile").split(separator: "\n")
        let package = try Repository.text(of: "Package.swift")
        let version = try #require(package.firstMatch(of: /^\/\/ swift-tools-version: (\d+\.\d+)\n/)).output.1
        let builder = try #require(lines.first { $0.hasPrefix("FROM ") })
        #expect(builder.wholeMatch(of: /FROM swift:(\d+\.\d+)\.\d+-bookworm AS build/)?.output.1 == version)
        #expect(
            lines.filter { $0.hasPrefix("FROM ") } == [
                builder, "FROM debian:bookworm-slim AS runtime", "FROM scratch",
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

    /// The labels of the image, by the names of the OCI.
    private static let labels =
        "LABEL "
        + [
            ("title", "stashgate"), ("description", "Admission control for KubeStash backups"),
            ("version", "$VERSION"), ("revision", "$REVISION"), ("url", Build.homepage), ("source", Build.homepage),
            ("documentation", "\(Build.homepage)/tree/main/Docs"), ("licenses", "Apache-2.0"),
        ].map { "org.opencontainers.image.\($0)=\"\($1)\"" }.joined(separator: " ")

    /// The instructions and their purposes.
    private static let instructions: KeyValuePairs = [
        "FROM swift:6.3.1-bookworm AS build": "the toolchain of Package.swift, to the patch",
        "WORKDIR /src": "where the next copies go",
        "COPY Scripts Scripts": "what is missing is installed before the sources change",
        "RUN Scripts/install-dependencies.sh": "OpenSSL and libyaml to build with",
        "COPY . .": "all sources",
        "RUN Scripts/build-release.sh stashgate && install -D --strip .build/release/stashgate /out/stashgate":
            "the program, as `make` builds it, without symbols",
        "FROM debian:bookworm-slim AS runtime": "the Debian of the toolchain",
        "RUN apt-get update && apt-get install -y --no-install-recommends libssl3 libyaml-0-2 libstdc++6":
            "what the program is linked with, in its current versions",
        "COPY Scripts/collect-runtime.sh Scripts/linked-libraries.sh /usr/local/bin/": "on PATH",
        "COPY --from=build /out/stashgate /out/stashgate": "the program",
        "ARG TARGETARCH": "the processor that buildx is asked for",
        #"RUN collect-runtime.sh /out/stashgate /image "$TARGETARCH""#: "it and its libraries, and nothing else",
        "FROM scratch": "no shell and no package manager",
        "COPY --from=runtime /image /": "what was collected",
        "ARG VERSION=\(Build.version)": "the label of the image, as the program says it",
        "ARG REVISION=unknown": "the commit, which a release gives",
        labels: "what registries and scanners show",
        "USER 65532:65532": "the numbers of the Deployment's security context",
        "EXPOSE 8443": "the port of --listen",
        "STOPSIGNAL SIGTERM": "the signal that ends it orderly",
        #"ENTRYPOINT ["/usr/bin/stashgate"]"#: "where collect-runtime.sh puts it",
        #"CMD ["serve", "--tls-cert", "/etc/stashgate/tls/tls.crt", "--tls-key", "/etc/stashgate/tls/tls.key"]"#:
            "the paths of the Deployment's volume",
    ]

    @Test("every instruction has a purpose, in order")
    func instructions() throws {
        let text = try Repository.text(of: "Dockerfile").replacing("\\\n    ", with: "")
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        #expect(lines == Self.instructions.map(\.key))
        #expect(
            text.hasPrefix("# docker build --tag stashgate:\(Build.version) .\n# docker buildx build --platform linux/")
        )
    }

    @Test("user, port, program and files match the other places that name them")
    func agreement() throws {
        let text = try Repository.text(of: "Dockerfile")
        let deployment = try Repository.text(of: "manifests/base/deployment.yaml")
        let user = try #require(text.firstMatch(of: /\nUSER (\d+):(\d+)\n/)).output
        #expect(deployment.contains("runAsUser: \(user.1)\n") && deployment.contains("runAsGroup: \(user.2)\n"))
        let port = try #require(text.firstMatch(of: /\nEXPOSE (\d+)\n/)).output.1
        #expect(deployment.contains("containerPort: \(port)\n"))
        let command = try #require(text.firstMatch(of: /\nCMD \[([^\]]*)\]\n/)).output.1
        let words = command.split(separator: ", ").map { $0.dropFirst().dropLast() }
        for (flag, file) in zip(words.dropFirst(), words.dropFirst(2)) where flag.hasPrefix("--") {
            #expect(deployment.contains("\(flag)=\(file)\n"), "\(flag)")
        }
    }
}
