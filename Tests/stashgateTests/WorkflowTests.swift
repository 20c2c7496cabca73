import Document
import TestSupport
import Testing

/// The workflows of GitHub and GitLab run what a developer runs, with the Swift of the Dockerfile.
struct WorkflowTests {
    private static let files = [".github/workflows/ci.yml", ".github/workflows/release.yml", ".gitlab-ci.yml"]

    private static func document(_ path: String) throws -> JSONValue {
        let document = try #require(Document.documents(yaml: Array(Repository.text(of: path).utf8)).first)
        return JSONValue(document.root, of: document)
    }

    /// The members of an object, in order.
    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        if case .object(let members)? = value { members } else { [] }
    }

    @Test("each runs in the image that the Dockerfile builds in", arguments: files)
    func image(path: String) throws {
        let dockerfile = try Repository.text(of: "Dockerfile")
        let builder = try #require(dockerfile.firstMatch(of: /\nFROM (swift:\S+) AS build\n/)).output.1
        let images = try Repository.text(of: path).matches(of: /(?:container|image): (swift:\S+)/).map { $0.output.1 }
        #expect(!images.isEmpty && images.allSatisfy { $0 == builder })
    }

    @Test func checks() throws {
        let github = try Self.document(Self.files[0]).items("jobs/check/steps").map { $0.text("run") }
        #expect(github.last == ".ci/run")
        #expect(try Self.document(Self.files[1]).items("jobs/check/steps").map { $0.text("run") } == github)
        #expect(try Self.document(Self.files[2]).texts("check/script") == [".ci/run"])
    }

    /// A release is made of what passed the checks, by `make release` for each processor.
    @Test func releases() throws {
        let release = try Self.document(Self.files[1])
        let jobs = Self.members(release["jobs"])
        #expect(jobs.map(\.key) == ["check", "build", "image", "publish"])
        for job in jobs[1...2] { #expect(job.value.text("needs") == "check") }
        #expect(release.texts("jobs/publish/needs") == ["build", "image"])
        let steps = release.items("jobs/build/steps").map { $0.text("run") }
        #expect(steps.contains(#"make release VERSION="${GITHUB_REF_NAME#v}""#))
        #expect(
            try Self.document(Self.files[2]).texts("release/script") == [#"make release VERSION="${CI_COMMIT_TAG#v}""#])
        // No job may write more than it needs to.
        #expect(release["permissions"] == ["contents": "read"])
        #expect(jobs.filter { $0.value["permissions"] != nil }.map(\.key) == ["image", "publish"])
        for argument in ["VERSION", "REVISION"] {
            #expect(try Repository.text(of: "Dockerfile").contains("\nARG \(argument)="))
            #expect(try Repository.text(of: Self.files[1]).contains("--build-arg \(argument)="))
        }
    }

    /// The script that puts the files of all processors together accepts equal files, and no others.
    @Test(arguments: [("same", 0), ("other", 1)])
    func together(other: String, status: Int) throws {
        let release = try Self.document(Self.files[1])
        let script = try #require(
            release.items("jobs/publish/steps").first { $0.text("name").hasPrefix("Put the files") })
        let folder = try TemporaryFolder()
        try folder.write(script.text("run"), to: "script")
        let result = try Repository.shell(
            """
            cd \(Repository.quoted(folder.path)) && mkdir -p dist/a dist/b
            echo same > dist/a/install.yaml; echo \(other) > dist/b/install.yaml; echo a > dist/a/a; echo b > dist/b/b
            for part in a b; do (cd dist/$part && sha256sum * > sums && mv sums SHA256SUMS); done
            bash -eo pipefail script >/dev/null 2>&1; status=$?
            LC_ALL=C ls release | paste -s -d ' '; exit $status
            """)
        #expect(Int(result.status) == status)
        #expect(result.output == "SHA256SUMS a b install.yaml\n")
    }

    @Test("the templates of issues are what GitHub reads", arguments: ["wrong-answer", "server", "idea"])
    func template(name: String) throws {
        let template = try Self.document(".github/ISSUE_TEMPLATE/\(name).yml")
        #expect(!template.text("name").isEmpty && !template.text("description").isEmpty)
        let fields = template.items("body")
        #expect(!fields.isEmpty && fields.allSatisfy { ["input", "textarea"].contains($0.text("type")) })
        #expect(fields.allSatisfy { !$0.text("attributes/label").isEmpty })
        let identifiers = fields.map { $0.text("id") }
        #expect(Set(identifiers).count == identifiers.count && !identifiers.contains(""))
    }
}
