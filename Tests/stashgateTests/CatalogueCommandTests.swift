import Document
import KubeStash
import Schema
import TestSupport
import Testing
import Text

@testable import stashgate

/// `stashgate crd` and `stashgate rules`, and the files that are generated with them.
@Suite struct CatalogueCommandTests {
    private func run(_ arguments: String...) throws -> (code: ChildProcess.End, output: String, errors: String) {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments)
        return (process.waitForEnd(), process.output, process.errors)
    }

    /// The definition in manifests/ is generated from the schema.
    @Test(arguments: Kinds.all.map(\.names.plural))
    func theDefinitionIsCurrent(plural: String) throws {
        let kind = try #require(Kinds.called(plural))
        let made = String(decoding: try CRDCommand.text(of: kind, in: .yaml), as: UTF8.self)
        let kept = try Repository.text(of: "manifests/crd/\(plural).yaml")
        #expect(made == kept, "run make crd")
    }

    /// Each kind is found by every name that kubectl accepts; the default is BackupConfiguration.
    @Test(
        arguments: [
            ([], BackupConfiguration.kind), (["bc"], BackupConfiguration.kind),
            (["BackupConfigurations"], BackupConfiguration.kind), (["retentionpolicy"], RetentionPolicy.kind),
            (["RETENTIONPOLICIES"], RetentionPolicy.kind),
        ] as [([String], Kind)])
    func printsTheDefinitionAsJSON(names: [String], kind: Kind) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), ["crd", "-o", "json"] + names)
        #expect(process.waitForEnd() == .exit(0))
        #expect(Array(process.output.utf8) == CustomResourceDefinition(of: kind).json + [UInt8(ascii: "\n")])
        let yaml = try Document.documents(yaml: CRDCommand.text(of: kind, in: .yaml))
        let json = try Document(json: Array(process.output.utf8))
        #expect(yaml.map { $0.compactText(of: $0.root) } == [json.compactText(of: json.root)])
    }

    @Test func refusesOtherKinds() throws {
        let result = try run("crd", "deployment")
        #expect(result.code == .exit(2))
        #expect(result.output == "")
        let kinds = Kinds.all.map(\.names.kind).listed
        #expect(
            result.errors
                == "error: there is no kind 'deployment'; the kinds are \(kinds)\nsee 'stashgate crd --help'\n")
    }

    /// All definitions at once: a YAML document each, or one List; the files in manifests/crd are made of them.
    @Test func printsAllDefinitions() throws {
        let yaml = try Document.documents(yaml: Array(run("crd", "--all").output.utf8))
        let list = try JSONValue(parsing: Array(run("crd", "--all", "-o", "json").output.utf8))
        let names = Kinds.all.map { JSONValue.string($0.names.resource) }
        #expect(yaml.map { JSONValue($0.root, of: $0)["metadata/name"] } == names)
        #expect(list["kind"] == "List" && list["apiVersion"] == "v1")
        #expect(list.items("items").map { $0["metadata/name"] } == names)
        let files = try Repository.output(of: "ls manifests/crd").split(separator: "\n").map(String.init)
        #expect(files == Kinds.all.map { "\($0.names.plural).yaml" }.sorted())
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted(folder)
            let program = Repository.quoted(try ChildProcess.product("stashgate"))
            try Repository.output(
                of: "echo old > \(copy)/old.yaml; \(program) crd --all | Scripts/split-crds.sh \(copy)")
            #expect(try Repository.output(of: "diff -r \(copy) manifests/crd") == "")
        }
    }

    @Test func printsOneDefinitionOrAll() throws {
        let result = try run("crd", "--all", "bc")
        #expect(result.code == .exit(2))
        #expect(result.errors.contains("--all is for all kinds: leave out the kind or --all"))
    }

    /// `stashgate rules ID` prints the page of the repository.
    @Test func thePageInTheProgramIsCurrent() throws {
        let page = try Repository.text(of: "Docs/rules.md")
        #expect(RulesPage.text + "\n" == page, "run make rules")
    }

    @Test func listsTheRules() throws {
        let result = try run("rules")
        #expect(result.code == .exit(0))
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == RuleCatalog.all.count)
        for (line, rule) in zip(lines, RuleCatalog.all) {
            #expect(line.hasPrefix("\(rule.id) ") && line.hasSuffix("  \(rule.summary)"))
            #expect(line.contains(" \(rule.severity.rawValue) "))
        }
    }

    @Test func listsTheRulesForPrograms() throws {
        let list = try JSONValue(parsing: Array(run("rules", "-ojson").output.utf8))
        for (index, rule) in RuleCatalog.all.enumerated() {
            var found = list["\(index)"]
            if rule.isOff {
                #expect(found?["off"] == true)
                found?["off"] = JSONValue?.none
            }
            #expect(
                found == [
                    "id": .string(rule.id.rawValue), "severity": .string(rule.severity.rawValue),
                    "mandatory": .boolean(rule.isMandatory), "summary": .string(rule.summary),
                ])
        }
        #expect(list["\(RuleCatalog.all.count)"] == nil)
    }

    /// One rule comes with its section, as the text has it.
    @Test func printsASectionForPrograms() throws {
        let rule = try JSONValue(parsing: Array(run("rules", "-o", "json", "wipe-out").output.utf8))
        #expect(rule["id"] == "wipe-out")
        let section = try #require(RulesPage.section(of: RuleID(rawValue: "wipe-out")))
        #expect(rule["documentation"] == .string(section))
    }

    @Test func printsASection() throws {
        let result = try run("rules", "policy-min-interval")
        #expect(result.code == .exit(0))
        #expect(result.output.hasPrefix("## policy-min-interval\n\n"))
        #expect(result.output.hasSuffix("Source: your policy.\n"))
        #expect(!result.output.dropFirst(3).contains("\n## "))
    }

    /// A comment in an example starts like a heading, but does not end its section.
    @Test(arguments: RuleCatalog.all)
    func printsWholeSections(_ rule: RuleInfo) throws {
        let section = try #require(RulesPage.section(of: rule.id))
        #expect(section.contains("\nSeverity: "))
        #expect(section.split(separator: "\n").count { $0.hasPrefix("```") } % 2 == 0)
    }

    @Test func suggestsARule() throws {
        let result = try run("rules", "policy-min-intervall")
        #expect(result.code == .exit(2))
        #expect(result.output == "")
        #expect(
            result.errors
                == "error: there is no rule \"policy-min-intervall\"; did you mean \"policy-min-interval\"?\n")
    }

    /// A field is not a rule, and a name that is near none is not guessed.
    @Test func refusesWhatIsNoRule() throws {
        #expect(
            try run("rules", "spec.target").errors
                == "error: there is no rule \"spec.target\"; 'stashgate explain' is for fields\n")
        #expect(
            try run("rules", "*").errors == "error: there is no rule \"*\"; 'stashgate rules' lists them\n")
    }

    @Test func explains() throws {
        let result = try run("explain", "spec.sessions", "--recursive")
        #expect(result.code == .exit(0))
        #expect(result.output.contains("  scheduler\t<SchedulerSpec> -required-\n    schedule\t<string> -required-\n"))
        let unknown = try run("explain", "spec.sesions")
        #expect(unknown.code == .exit(2))
        #expect(unknown.output == "")
        #expect(unknown.errors.hasPrefix("error: field \"sesions\" does not exist in spec "))
    }
}
