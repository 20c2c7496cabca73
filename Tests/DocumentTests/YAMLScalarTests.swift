import Document
import Testing

/// The type of a scalar decides what Kubernetes stores: a schedule that is read as a number is a broken backup.
///
/// Every row is what kubectl 1.32 reads.
@Suite struct YAMLScalarTests {
    static let scalars: [(yaml: String, json: String)] = [
        ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("nUll", #""nUll""#),
        // YAML 1.1 has many booleans, two of them single letters.
        ("true", "true"), ("True", "true"), ("TRUE", "true"), ("tRUE", #""tRUE""#), ("yes", "true"), ("Yes", "true"),
        ("YES", "true"), ("y", "true"), ("Y", "true"), ("on", "true"), ("On", "true"), ("ON", "true"),
        ("false", "false"), ("no", "false"), ("No", "false"), ("NO", "false"), ("n", "false"), ("N", "false"),
        ("off", "false"), ("Off", "false"), ("OFF", "false"), ("yEs", #""yEs""#),
        // Integers in four bases; an octal one does not require an o.
        ("0", "0"), ("-0", "0"), ("+0", "0"), ("00", "0"), ("1", "1"), ("+1", "1"), ("-1", "-1"), ("017", "15"),
        ("0o17", "15"), ("0O17", "15"), ("0o8", #""0o8""#), ("0x1F", "31"), ("0X1f", "31"), ("-0x1F", "-31"),
        ("+0x1F", "31"), ("0x", #""0x""#), ("0xG", #""0xG""#), ("0b11", "3"), ("0B11", "3"), ("-0b11", "-3"),
        ("0b", #""0b""#), ("0b2", #""0b2""#),
        // Underscores are dropped, except in front.
        ("1_000", "1000"), ("1__0", "10"), ("1_", "1"), ("_1", #""_1""#), ("+_1", "1"), ("0_17", "15"), ("0x_1F", "31"),
        // The largest integers; a larger one becomes a fraction, or a string if it is not decimal.
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("18446744073709551615", "18446744073709551615"), ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854775809", "-9223372036854775809"), ("+18446744073709551615", "18446744073709551615"),
        ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"), ("0xFFFFFFFFFFFFFFFFFF", #""0xFFFFFFFFFFFFFFFFFF""#),
        ("-0xFFFFFFFFFFFFFFFF", #""-0xFFFFFFFFFFFFFFFF""#),
        ("0777777777777777777777777", "777777777777777777777777"),
        // Fractions keep their digits as far as JSON allows.
        ("1.5", "1.5"), ("1.50", "1.50"), ("-1.5", "-1.5"), ("+1.5", "1.5"), (".5", "0.5"), ("-.5", "-0.5"),
        ("+.5", "0.5"), ("5.", "5"), ("5.e3", "5e3"), ("1e3", "1e3"), ("1E3", "1E3"), ("1e+3", "1e+3"),
        ("1e-3", "1e-3"),
        ("08", "8"), ("09.5", "9.5"), ("00.5", "0.5"), ("0.0", "0.0"), ("-0.0", "-0.0"), ("1_0.5", "10.5"),
        ("0.1_1", "0.11"), ("1e5_0", "1e50"), (".5_5", "0.55"), (".5_", #"".5_""#), (".5__5", #"".5__5""#),
        ("1e-400", "1e-400"), ("1e400", #""1e400""#),
        // Texts that are almost numbers.
        ("1e", #""1e""#), ("e3", #""e3""#), (".", #"".""#), ("+", #""+""#), ("-.", #""-.""#), ("1.2.3", #""1.2.3""#),
        ("1-2", #""1-2""#), ("0x1.8", #""0x1.8""#), ("0x1p3", #""0x1p3""#), ("inf", #""inf""#), ("nan", #""nan""#),
        (".Nan", #"".Nan""#), ("\u{661}", "\"\u{661}\""),
        // Times, and numbers of base 60, are strings.
        ("1:30", #""1:30""#), ("190:20:30", #""190:20:30""#), ("2020-01-01", #""2020-01-01""#),
        ("2020-01-01T10:00:00Z", #""2020-01-01T10:00:00Z""#),
        // YAML requires quotes for a schedule that begins with a star, but not for others.
        ("0 2 * * *", #""0 2 * * *""#), ("'* * * * *'", #""* * * * *""#),
        // Anything in quotes is a string.
        ("'yes'", #""yes""#), ("\"017\"", #""017""#), ("'~'", #""~""#), ("''", #""""#), ("'it''s'", #""it's""#),
        (#""tab\tA\x41\u00e9\U0001F600\/""#, #""tab\tAAé😀/""#),
        (#""\0\a\b\e\f\v""#, #""\u0000\u0007\u0008\u001b\u000c\u000b""#),
        (#""\N\_\L\P""#, "\"\\u0085\u{A0}\\u2028\\u2029\""),
        ("<<", #""<<""#), ("=", #""=""#),
    ]

    @Test(arguments: scalars) func `a scalar has the type that kubectl reads`(_ yaml: String, _ json: String) throws {
        #expect(try render("a: \(yaml)\n") == ["{\"a\":\(json)}"])
    }

    @Test(arguments: [
        ("!!str 12", #""12""#), ("!!str", #""""#), ("!!str ~", #""~""#), ("!!int '0x10'", "16"), ("!!float 1", "1"),
        ("!!float 0x10", "16"), ("!!bool yes", "true"), ("!!bool 'off'", "false"), ("!!null ''", "null"),
        ("!!timestamp 2020-01-01", #""2020-01-01""#), ("!!merge x", #""x""#), ("!foo 12", #""12""#),
        ("!<tag:yaml.org,2002:str> 12", #""12""#), ("!<!foo> 12", #""12""#), ("!foo {b: 1}", #"{"b":1}"#),
        ("!!seq {b: 1}", #"{"b":1}"#), ("!!map [1]", "[1]"),
        ("! '12'", #""12""#), ("! 12", #""12""#),
    ])
    func `a tag sets the type of a scalar`(_ yaml: String, _ json: String) throws {
        #expect(try render("a: \(yaml)\n") == ["{\"a\":\(json)}"])
    }

    @Test(arguments: [
        "!!int 1.5", "!!int foo", "!!int", "!!bool 1", "!!null 1", "!!float foo", "!!float yes", "!!float ~",
        "!!binary aGk=", ".inf", "-.Inf", "+.INF", ".nan", ".NaN",
    ])
    func `a value that its tag or JSON does not allow is refused at its place`(_ yaml: String) {
        let error = failure("a: \(yaml)\n")
        #expect(error?.code == .syntax)
        #expect(error?.position.line == 1)
        #expect(error?.position.column == 4)
    }

    @Test(arguments: [
        ("y", "true"), ("off", "false"), ("1", "1"), ("0x10", "16"), ("010", "8"), ("-5", "-5"), ("1.50", "1.5"),
        (".5", "0.5"), ("-0.0", "-0"), ("1e3", "1000"), ("1e5", "100000"), ("1e6", "1e+06"), ("1e7", "1e+07"),
        ("123456.5", "123456.5"), ("1234567.5", "1.2345675e+06"), ("999999.9", "999999.9"), ("0.0001", "0.0001"),
        ("0.00012345", "0.00012345"), ("0.00001", "1e-05"), ("-1.5e-7", "-1.5e-07"), ("16777217.0", "1.6777216e+07"),
        ("3.4028235e38", "3.4028235e+38"), ("1e-45", "1e-45"), ("1e100", ".inf"), ("-1e100", "-.inf"),
        ("100.25", "100.25"),
        ("9223372036854775807", "9223372036854775807"), ("2020-01-01", "2020-01-01"), ("'1.50'", "1.50"),
    ])
    func `a key that is not a string becomes the string that kubectl writes`(_ yaml: String, _ key: String) throws {
        #expect(try render("\(yaml): a\n") == ["{\"\(key)\":\"a\"}"])
    }

    @Test(arguments: ["~: a", "'a': 1\n: b", "? [a]\n: b", "? {a: b}\n: c", "18446744073709551615: a", "? - a\n: b"])
    func `a key that no object can have is refused`(_ yaml: String) {
        #expect(failure(yaml)?.code == .syntax)
    }
}
