import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Variables as KubeStash's own reader was seen to replace them.
@Suite struct SubstitutionTests {
    @Test(arguments: [
        "", "plain", "${a}", "${a_1:=d}", "${a=d}", "${a:-d}", "${a:=${b}}", "${a:=${b:=c}} ${d}", "$a", "{a}",
        "cost $5",
        "100$", "$$a", "$${a-b}", "$$", "${a^^}", "${#a}", "${a:0:1}", "${a//x/y}", "${a:?x}", "${a:+x}", "}", "${a:=}",
        "${a:=\"true\"}", "${a} }",
    ])
    func accepts(_ text: String) {
        let problem = Format.substitution.problem(with: text.utf8.span)
        #expect(problem == nil)
    }

    @Test(arguments: [
        (
            "${a-b}",
            "must have names of letters, digits and '_' after ${, and \"${a-\" is none; $${ is for ${ itself"
        ),
        (
            "--x=${a.b}",
            "must have names of letters, digits and '_' after ${, and \"${a.\" is none; $${ is for ${ itself"
        ),
        ("${ a }", "must have the name of a variable after ${, and \"${ \" has none"),
        ("${}", "must have the name of a variable after ${, and \"${}\" has none"),
        ("${a", "must have a } for every ${"), ("${", "must have a } for every ${"),
        ("${a:=${b}", "must have a } for every ${"), ("$$${a", "must have a } for every ${"),
    ])
    func refuses(_ text: String, _ problem: String) {
        let found = Format.substitution.problem(with: text.utf8.span)
        #expect(found == problem)
    }
}
