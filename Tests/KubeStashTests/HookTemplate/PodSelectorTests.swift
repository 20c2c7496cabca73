import Schema
import TestSupport
import Testing

@testable import KubeStash

/// The grammar of selectors, as Kubernetes' `labels.Parse` accepts it.
@Suite struct PodSelectorTests {
    @Test(arguments: [
        "a=b", "a==b", "a!=b", "a", "!a", "a=", "a!=", "a=b,c=d", "name=test-app, test=hook", " a = b , c ", "a in (b)",
        "env in (dev, test)", "env notin(dev)", "a in (b,,c)", "a in (,b)", "a in ()", "a in (b,)", "a>1", "a < -2",
        "app.kubernetes.io/name=mysql", "in in (in)", "notin", "!in", "a=notin", "a=,b=c", "a\n=\tb",
    ])
    func reads(_ text: String) {
        let problem = Format.podSelector.problem(with: text.utf8.span)
        #expect(problem == nil)
    }

    @Test(arguments: [
        ("", "must have a condition on a label, such as app=mysql"),
        (" \t", "must have a condition on a label, such as app=mysql"),
        // Upstream accepts these two.
        ("=", "must be a selector of labels: a label is missing before \"=\""),
        ("a=b=c", "must be a selector of labels: a comma is missing before \"=c\""),
        ("a=b,", "must be a selector of labels: a condition is missing after the last comma"),
        (",a=b", "must be a selector of labels: a label is missing before \",a=b\""),
        ("!", "must be a selector of labels: a label is missing after !"),
        ("!a=b", "must be a selector of labels: a comma is missing before \"=b\""),
        ("a b", "must be a selector of labels: the label \"a\" needs =, !=, in or notin before \"b\""),
        ("a (b)", "must be a selector of labels: the label \"a\" needs =, !=, in or notin before \"(b)\""),
        ("a=b c=d", "must be a selector of labels: a comma is missing before \"c=d\""),
        ("a=(b)", "must be a selector of labels: a value is missing before \"(b)\""),
        ("a=!b", "must be a selector of labels: a value is missing before \"!b\""),
        ("a>b", "must be a selector of labels: > and < compare with a whole number"),
        ("a>", "must be a selector of labels: > and < compare with a whole number"),
        ("a in b", "must be a selector of labels: in and notin need values in parentheses, such as (db,cache)"),
        ("a in (b", "must be a selector of labels: a comma or ) is missing after \"b\""),
        ("a in (b c)", "must be a selector of labels: a comma or ) is missing after \"b\""),
        ("a in (", "must be a selector of labels: a value or ) is missing after ("),
        ("a in ((b))", "must be a selector of labels: a value or ) is missing after ("),
    ])
    func refuses(_ text: String, _ problem: String) {
        let found = Format.podSelector.problem(with: text.utf8.span)
        #expect(found == problem)
    }

    /// Labels and values are those that an object can have.
    @Test(arguments: [
        "-a=b", "a/b/c=d", "a=b/c", "a in (b c/d)", "a:b", "a=\u{E9}", "a=" + String(repeating: "b", count: 64),
    ])
    func refusesImpossibleLabels(_ text: String) throws {
        let problem = Format.podSelector.problem(with: text.utf8.span)
        #expect(try #require(problem).hasPrefix("must be a selector of labels: "))
    }

    @Test(arguments: [
        ("app: mysql", "app=mysql"), ("app:mysql,tier: db", "app=mysql,tier=db"), ("app : mysql", "app =mysql"),
        ("env IN (a,b)", "env in (a,b)"), ("a=b, c NotIn(d)", "a=b, c notin(d)"),
        ("a=b,", "a=b"), (",a=b", "a=b"), ("a=b;c=d", "a=b,c=d"), ("a=b c=d", "a=b,c=d"), ("a=b && c!=d", "a=b,c!=d"),
        ("a='b'", "a=b"), ("\"a\"=\"b\"", "a=b"), ("a not in (b)", "a notin (b)"),
        // Nothing tells what is meant.
        ("env IN a", nil), ("IN OUT", nil),
        ("app mysql", nil), ("a=b=c", nil), (":", nil), ("a: b: c", nil),
    ])
    func suggests(_ text: String, _ meant: String?) {
        let suggestion = Format.podSelector.suggestion(for: text.utf8.span)
        #expect(suggestion == meant.map { .replace(with: $0) })
    }
}
