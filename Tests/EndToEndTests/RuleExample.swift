import Document
import TestSupport
import Testing

/// The bad example of a rule in Docs/rules.md, in an object that is fine without it.
struct RuleExample: CustomTestStringConvertible {
    let rule: String
    /// A sample of `manifests/samples`, which the example changes.
    private let sample: String
    /// The place of the example in it.
    private let place: String

    var testDescription: String { rule }

    private static let session = "spec/sessions/0"
    private static let job = "\(session)/addon/jobTemplate"
    private static let pod = "\(job)/spec"
    private static let volumes = "\(session)/addon/tasks/0/targetVolumes"

    /// The rules whose breaches the definitions let pass, by where their examples belong.
    private static let places: [(sample: String, place: String, rules: String)] = [
        (
            "minimal", session,
            """
            directory-conflict invalid-directory invalid-duration invalid-schedule schedule-never-fires \
            schedule-time-zone
            """
        ),
        ("minimal", "spec", "duplicate-name repository-conflict unknown-backend"),
        ("minimal", "\(session)/scheduler", "indexed-job"),
        ("minimal", "\(session)/scheduler/jobTemplate", "reserved-label"),
        ("minimal", job, "invalid-label invalid-pod-annotation match-label-keys profile-mismatch"),
        (
            "minimal", pod,
            """
            invalid-address invalid-container invalid-dns invalid-env invalid-field-reference invalid-lifecycle \
            invalid-name invalid-priority invalid-probe invalid-resources invalid-sysctl invalid-toleration \
            invalid-volume invalid-windows-options process-namespace-conflict sleep-beyond-grace-period unknown-volume
            """
        ),
        ("minimal", "\(pod)/securityContext", "invalid-security-profile"),
        ("minimal", "\(pod)/topologySpreadConstraints/0", "invalid-topology-spread"),
        ("minimal", "\(session)/addon/containerRuntimeSettings", "invalid-security-context"),
        ("minimal", volumes, "invalid-volume-claim invalid-volume-mount"),
        ("backup-storage", "spec", "local-storage missing-namespace-selector provider-mismatch unknown-provider"),
        ("backup-storage", "spec/usagePolicy/allowedNamespaces/selector", "invalid-selector"),
        ("retention-policy", "spec", "invalid-retention-period"), ("retention-policy", "", "missing-retention"),
        ("hook-template", "spec", "invalid-executor invalid-hook-action invalid-pod-selector invalid-template"),
        ("restore-session", "spec", "incomplete-data-source"), ("backup-batch", "spec", "unknown-target"),
        ("function", "spec", "invalid-substitution"),
    ]

    /// All examples.
    static let all = places.flatMap { sample, place, rules in
        rules.split(separator: " ").map { RuleExample(rule: String($0), sample: sample, place: place) }
    }

    /// The object with the example in it, as JSON.
    func manifest() throws -> String {
        let page = try Repository.text(of: "Docs/rules.md")
        let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix("\(rule)\n") })
        let bad = try #require(section.firstRange(of: "**Bad**"))
        let start = try #require(section[bad.upperBound...].firstRange(of: "```yaml\n")).upperBound
        let end = try #require(section[start...].firstRange(of: "```")).lowerBound
        let example = try Self.value(of: String(section[start..<end]))
        // The backend of the examples is called s3.
        let text = try Repository.text(of: "manifests/samples/\(sample).yaml").replacing("primary", with: "s3")
        let object = try Self.value(of: text)
        let tokens = place.split(separator: "/").map(String.init)
        return String(decoding: Self.put(example, into: object, at: tokens[...]).json, as: UTF8.self)
    }

    private static func value(of yaml: String) throws -> JSONValue {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        return JSONValue(document.root, of: document)
    }

    /// Puts an example at a place, whose containers are made where they are missing.
    private static func put(_ example: JSONValue, into value: JSONValue?, at place: ArraySlice<String>) -> JSONValue {
        guard let key = place.first else { return overlaid(value, with: example) }
        let rest = place.dropFirst()
        if key == "0" {
            guard case .array(var items)? = value, let first = items.first else {
                return .array([put(example, into: nil, at: rest)])
            }
            items[0] = put(example, into: first, at: rest)
            return .array(items)
        }
        guard case .object(var members)? = value else {
            return .object([.init(key, put(example, into: nil, at: rest))])
        }
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index].value = put(example, into: members[index].value, at: rest)
        } else {
            members.append(.init(key, put(example, into: nil, at: rest)))
        }
        return .object(members)
    }

    /// An object with the fields of an example.
    ///
    /// Items of a list have the other fields of the first one that was there.
    private static func overlaid(_ value: JSONValue?, with example: JSONValue) -> JSONValue {
        guard case .object(var members)? = value, case .object(let others) = example else { return example }
        for other in others {
            let index = members.firstIndex { $0.key == other.key }
            let old = index.map { members[$0].value }
            var new = other.value
            if case .array(let items) = new, case .array(let olds)? = old {
                new = .array(items.map { overlaid(olds.first, with: $0) })
            }
            if let index { members[index].value = new } else { members.append(.init(other.key, new)) }
        }
        return .object(members)
    }
}
