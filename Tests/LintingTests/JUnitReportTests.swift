import TestSupport
import Testing

@testable import Linting

/// JUnit's counts are those of the objects, so that a CI system shows how many were judged, and not only how many failed.
struct JUnitReportTests {
    private static func text(_ files: [String: String], isStrict: Bool = false) throws -> String {
        let linted = try ReportedFiles(files)
        return linted.text(of: JUnitReport(isStrict: isStrict, paths: linted.paths))
    }

    @Test func counts() throws {
        let files = [
            "a.yaml": ReportedFiles.retention() + "---\n" + ReportedFiles.retention("b", more: "  lats: 1\n"),
            "b.yaml": "a: [", "c.yaml": "a: {{ .Values.a }}\n", "d.yaml": "apiVersion: v1\nkind: Secret\n",
        ]
        let text = try Self.text(files)
        #expect(
            text.hasPrefix(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="stashgate lint" tests="4" failures="1" errors="1" skipped="1">

                """))
        #expect(text.hasSuffix("</testsuites>\n"))
        #expect(text.contains(#"tests="2" failures="1" errors="0" skipped="0">"#))
        #expect(text.ranges(of: "<testsuite ").count == 3, "a file with nothing to judge has no suite")
        #expect(text.contains(#"<testcase name="RetentionPolicy demo/month" classname=""#))
        #expect(text.contains(#"a.yaml" file="a.yaml" line="1"/>"#))
        #expect(text.contains(#"<failure type="unknown-field" message="spec.lats: "#))
        #expect(text.contains(#"<testcase name="the file itself" classname=""#))
        #expect(text.contains(#"<error type="unreadable" message=""#))
        #expect(text.contains(#"<skipped message="a template, which is judged only when it is rendered"/>"#))
        #expect(try Self.text(["d.yaml": "apiVersion: v1\nkind: Secret\n"]).contains(#"tests="0""#))
    }

    /// A warning is shown without failing, unless warnings are treated like errors.
    @Test func warnings() throws {
        let file = "# stashgate: ignore wipe-out -- it is a test\n" + ReportedFiles.retention()
        let usual = try Self.text(["a.yaml": file])
        #expect(usual.contains("<system-out>") && usual.contains(#"tests="2" failures="0""#))
        let strict = try Self.text(["a.yaml": file], isStrict: true)
        #expect(strict.contains(#"<failure type="unused-ignore""#) && strict.contains(#"tests="2" failures="1""#))
        #expect(!strict.contains("<system-out>"))
    }

    @Test(.enabled(if: Repository.has(command: "python3"), "there is no python3 on this machine"))
    func wellFormed() throws {
        let folder = try TemporaryFolder()
        var files = ReportedFiles.mixed
        files["<&\">'.yaml"] = ReportedFiles.retention("<a>&\\\"\u{301}", more: "  \"\\u0001\\u001b<\": 1\n")
        try folder.write(try Self.text(files), to: "report.xml")
        let count = try Repository.output(
            of: """
                python3 -c 'import sys, xml.etree.ElementTree as tree
                root = tree.parse(sys.argv[1]).getroot()
                cases = root.findall("testsuite/testcase")
                assert len(cases) == int(root.get("tests")), root.attrib
                assert len(root.findall(".//failure")) == int(root.get("failures")), root.attrib
                assert len(root.findall(".//error")) == int(root.get("errors")), root.attrib
                print(len(cases))' \(Repository.quoted("\(folder.path)/report.xml"))
                """)
        #expect(count == "9\n")
    }
}
