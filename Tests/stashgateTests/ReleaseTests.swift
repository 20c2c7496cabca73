import TestSupport
import Testing
import Webhook

/// `make release` refuses what is not one commit's release, and makes the same files wherever it runs.
struct ReleaseTests {
    /// The text of Build.version's file, from which the scripts read it.
    private static let versionFile = "Sources/Webhook/StartReport.swift"

    // MARK: Release notes

    private static func notes(of version: String, in changelog: String) throws -> CommandResult {
        let folder = try TemporaryFolder()
        try folder.write(changelog, to: "CHANGELOG.md")
        return try Repository.shell(
            "Scripts/release-notes.sh \(version) \(Repository.quoted(folder.path))/CHANGELOG.md 2>&1")
    }

    @Test(
        "the notes of a version are the lines below its heading",
        arguments: [
            ("# C\n\n## [1.0.0] - 2026-01-02\n\nNew.\n\n## [0.9.0]\n\nOld.\n", "New.\n"),
            // The last section ends before the addresses, and headings within a section are its own.
            (
                "## [1.0.0]\n### Added\n\n- a\n\n### Fixed\n- b\n\n[1.0.0]: https://a.example\n",
                "### Added\n\n- a\n\n### Fixed\n- b\n"
            ),
            // A longer version begins alike.
            ("## [1.0.0-rc.1]\nno\n## [1.0.0]\nyes\n", "yes\n"),
        ])
    func notes(changelog: String, notes: String) throws {
        let result = try Self.notes(of: "1.0.0", in: changelog)
        #expect(result.status == 0 && result.output == notes, "\(result.output)")
    }

    @Test(
        "a version without notes has no release",
        arguments: [
            "## [0.9.0]\nOld.\n", "## [1.0.0]\n\n## [0.9.0]\nOld.\n",
            "## [1.0.0] - 2026-01-02\n\n[1.0.0]: https://a.example\n",
        ])
    func noNotes(changelog: String) throws {
        let result = try Self.notes(of: "1.0.0", in: changelog)
        #expect(result.status == 1)
        #expect(result.output == "release-notes.sh: CHANGELOG.md says nothing about 1.0.0\n")
    }

    /// The form of https://keepachangelog.com: versions with dates, the newest first, and known headings.
    @Test func changelog() throws {
        let lines = try Repository.text(of: "CHANGELOG.md").split(separator: "\n")
        let headings = lines.filter { $0.hasPrefix("## ") }
        #expect(headings.first == "## [Unreleased]")
        let versions = headings.dropFirst().compactMap { heading in
            heading.wholeMatch(of: /## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)/)?.output
        }
        #expect(versions.count == headings.count - 1)
        let numbers = versions.map { [$0.1, $0.2, $0.3].compactMap { Int($0) } }
        for (newer, older) in zip(numbers, numbers.dropFirst()) { #expect(older.lexicographicallyPrecedes(newer)) }
        #expect(numbers.first?.map(String.init).joined(separator: ".") == Build.version)
        let parts = Set(lines.filter { $0.hasPrefix("### ") }.map { $0.dropFirst(4) })
        #expect(parts.isSubset(of: ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]))
        for heading in headings {
            let name = heading.dropFirst(3).prefix { $0 != " " }
            #expect(lines.contains { $0.hasPrefix("\(name): \(Build.homepage)/") }, "\(name) has no address")
        }
    }

    // MARK: The SBOM

    /// A checkout's part that the script needs, with the binary of these tests and what the linker was given for it.
    private static func bill() throws -> String {
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        return try Repository.output(of: "SOURCE_DATE_EPOCH=1767225600 Scripts/sbom.sh \(program)")
    }

    private static let isResolved = Repository.isThere("Package.resolved") && Repository.has(command: "dpkg-query")

    @Test(.enabled(if: isResolved, "there is no Package.resolved or no dpkg-query here"))
    func bill() throws {
        let text = try Self.bill()
        #expect(try Self.bill() == text, "it is the same each time")
        let bill = try JSONValue(parsing: Array(text.utf8))
        #expect(bill.text("spdxVersion") == "SPDX-2.3" && bill.text("dataLicense") == "CC0-1.0")
        #expect(bill.text("creationInfo/created") == "2026-01-01T00:00:00Z")
        #expect(bill.text("documentNamespace").hasPrefix("\(Build.homepage)/"))
        let packages = bill.items("packages")
        let identifiers = packages.map { $0.text("SPDXID") }
        #expect(Set(identifiers).count == packages.count)
        #expect(identifiers.allSatisfy { $0.wholeMatch(of: /SPDXRef-[A-Za-z0-9.-]+/) != nil })
        for package in packages {
            for key in ["name", "versionInfo", "supplier", "downloadLocation", "licenseConcluded", "licenseDeclared"] {
                #expect(!package.text(key).isEmpty, "\(package.text("name")) has no \(key)")
            }
            #expect(package["filesAnalyzed"] == .boolean(false))
            #expect(package.text("externalRefs/0/referenceLocator").hasPrefix("pkg:"))
        }
        let relations = bill.items("relationships")
        for relation in relations {
            #expect((identifiers + ["SPDXRef-DOCUMENT"]).contains(relation.text("spdxElementId")))
            #expect(identifiers.contains(relation.text("relatedSpdxElement")))
        }
        #expect(Set(relations.map { $0.text("relatedSpdxElement") }) == Set(identifiers), "each is linked or described")
        #expect(bill.text("packages/0/name") == "stashgate" && bill.text("packages/0/versionInfo") == Build.version)
    }

    @Test(.enabled(if: isResolved, "there is no Package.resolved or no dpkg-query here"))
    func everythingLinked() throws {
        let bill = try JSONValue(parsing: Array(try Self.bill().utf8))
        var versions: [String: String] = [:]
        for package in bill.items("packages") { versions[package.text("name")] = package.text("versionInfo") }
        let resolved = try JSONValue(parsing: Array(Repository.text(of: "Package.resolved").utf8))
        for pin in resolved.items("pins") { #expect(versions[pin.text("identity")] == pin.text("state/version")) }
        #expect(try #require(versions["swift-runtime"]).hasPrefix(Build.compiler.prefix(3)))
        // Each library is there by its package, or by its own name if it is the toolchain's.
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        for library in ["libssl.so.3", "libyaml-0.so.2", "libc.so.6"] {
            let path = try Repository.output(of: "ldd \(program) | sed -n 's/^.*\(library) => \\([^ ]*\\) .*$/\\1/p'")
            let owner = try Repository.output(of: "dpkg-query --search '*/\(library)' | cut -d : -f 1 | head -n 1")
            #expect(!path.isEmpty && versions[SourceText.unwrapped(owner)]?.isEmpty == false, "\(library)")
        }
    }

    // MARK: The whole

    /// A checkout with what a release needs, whose build is that of these tests, and that is one commit.
    private struct Checkout {
        let folder: TemporaryFolder
        let path: String

        init(named name: String) throws {
            folder = try TemporaryFolder()
            path = "\(folder.path)/\(name)"
            let program = Repository.quoted(try ChildProcess.product("stashgate"))
            let manual = Repository.quoted(try ChildProcess.product("Manual"))
            let copy = Repository.quoted(path)
            try Repository.output(
                of: """
                    mkdir -p \(copy)/Sources/Webhook \(copy)/manifests/chart/files \(copy)/.build/release
                    cp -R Scripts LICENSE README.md CHANGELOG.md .gitignore \(copy)
                    cp \(ReleaseTests.versionFile) \(copy)/Sources/Webhook
                    cd \(copy)
                    printf 'image: stashgate:\(Build.version)\\n' > manifests/install.yaml
                    printf 'name: stashgate\\nversion: \(Build.version)\\nappVersion: "\(Build.version)"\\n' \
                        > manifests/chart/Chart.yaml
                    ln -s ../../install.yaml manifests/chart/files/linked.yaml
                    printf '#!/bin/sh\\n' > Scripts/build-release.sh
                    printf '#!/bin/sh\\necho {}\\n' > Scripts/sbom.sh
                    ln -s \(program) .build/release/stashgate && ln -s \(manual) .build/release/Manual
                    echo '{}' > Package.resolved
                    git init -q && git add -A
                    GIT_COMMITTER_DATE='2026-02-03T04:05:06Z' git -c user.name=a -c user.email=a@b.example \
                        commit -q --date '2026-02-03T04:05:06Z' -m all
                    """)
        }

        func shell(_ command: String) throws -> CommandResult {
            try Repository.shell("cd \(Repository.quoted(path)) && { \(command)\n} 2>&1")
        }
    }

    @Test("two builds in different folders and at different times differ in nothing")
    func sameFiles() throws {
        let one = try Checkout(named: "a")
        let other = try Checkout(named: "another folder with a longer name")
        let sums = try one.shell("Scripts/release.sh \(Build.version)")
        #expect(sums.status == 0, "\(sums.output)")
        // Times of files and the user's mask do not matter.
        let again = try other.shell("umask 077; touch -d 2001-02-03 README.md; Scripts/release.sh \(Build.version)")
        #expect(again.output == sums.output)
        let names = sums.output.split(separator: "\n").map { String($0.split(separator: " ").last ?? "") }
        let processor = try SourceText.unwrapped(Repository.output(of: "uname -m"))
        let name = "stashgate-\(Build.version)-linux-\(processor)"
        #expect(
            Set(names) == [
                "Package.resolved", "install.yaml", "release-notes.md", "stashgate-\(Build.version).tgz",
                "\(name).spdx.json", "\(name).tar.gz",
            ])
        let listed = try one.shell("TZ=UTC tar -tvf .build/dist/\(name).tar.gz").output.split(separator: "\n")
        let files = listed.map { String($0.split(separator: " ").last ?? "") }
        #expect(
            files
                == [
                    "", "/CHANGELOG.md", "/LICENSE", "/README.md", "/completions/", "/completions/_stashgate",
                    "/completions/stashgate.bash", "/completions/stashgate.fish", "/stashgate", "/stashgate.1",
                ].map { $0.isEmpty ? "\(name)/" : "\(name)\($0)" })
        #expect(listed.allSatisfy { $0.contains(" 0/0 ") && $0.contains(" 2026-02-03 04:05") })
        // A chart's link is the file itself, as the chart is used without the rest.
        let chart = try one.shell("tar -xOf .build/dist/stashgate-\(Build.version).tgz stashgate/files/linked.yaml")
        #expect(chart.output == "image: stashgate:\(Build.version)\n")
        // The manifests are applied as they are, so they have the address of the image.
        let manifests = try one.shell("cat .build/dist/install.yaml").output
        #expect(manifests == "image: ghcr.io/stashgate/stashgate:\(Build.version)\n")
        #expect(try one.shell("cd .build/dist && sha256sum --check --quiet SHA256SUMS").status == 0)
    }

    @Test("a commit that is made while the builds are compared is not one of them")
    func comparedCommit() throws {
        let checkout = try Checkout(named: "a")
        let commit = "git -c user.name=a -c user.email=a@b.example commit -q"
        let release = """
            #!/bin/sh
            cd "$(dirname "$0")/.." && mkdir -p .build/dist && git rev-parse HEAD >.build/dist/SHA256SUMS
            cd "$(git remote get-url origin)" && \(commit) --allow-empty -m later
            """
        let result = try checkout.shell(
            """
            printf %s \(Repository.quoted(release)) > Scripts/release.sh && \(commit) -a -m stub
            Scripts/compare-builds.sh \(Build.version)
            """)
        #expect(result.status == 0 && result.output.contains("Both builds are the same."), "\(result.output)")
    }

    @Test(
        "what is not one commit's release is refused before anything is built",
        arguments: [
            ("", "true", "name the version: make release VERSION=\(Build.version)"),
            ("9.9.9", "true", "the program calls itself \(Build.version), not 9.9.9"),
            (Build.version, "echo >> README.md", "there are changes that are not committed"),
            (Build.version, "rm manifests/install.yaml && $commit", "there is no manifests/install.yaml"),
            (
                Build.version, "echo image: stashgate:0.0.9 > manifests/install.yaml && $commit",
                "does not use the image"
            ),
            (Build.version, "rm -r manifests/chart && $commit", "there is no manifests/chart/Chart.yaml"),
            (
                Build.version, "sed -i 's/^appVersion.*/appVersion: 0.0.9/' manifests/chart/Chart.yaml && $commit",
                "has appVersion 0.0.9, not \(Build.version)"
            ),
            (Build.version, "echo '## [0.0.9]' > CHANGELOG.md && $commit", "CHANGELOG.md says nothing about"),
        ])
    func refused(version: String, change: String, message: String) throws {
        let checkout = try Checkout(named: "a")
        let commit = "git -c user.name=a -c user.email=a@b.example commit -qam change"
        let result = try checkout.shell("commit=\"\(commit)\"; \(change); Scripts/release.sh \(version)")
        #expect(result.status == 1)
        #expect(result.output.contains(message), "\(result.output)")
        #expect(!result.output.contains("sha256"))
        #expect(try checkout.shell("test -e .build/dist").status != 0)
    }
}

extension Repository {
    /// Whether the checkout has a file.
    fileprivate static func isThere(_ path: String) -> Bool { (try? shell("test -s \(quoted(path))").status) == 0 }
}
