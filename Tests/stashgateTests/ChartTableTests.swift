import TestSupport
import Testing

/// The table of values, the schema and the defaults of the chart agree.
struct ChartTableTests {
    private static func values() throws -> JSONValue {
        try #require(try Kustomize.documents(in: Repository.text(of: "\(Chart.folder)/values.yaml")).first)
    }

    /// The keys of values.yaml that have a remark, each with its path.
    private static func remarks() throws -> [(path: [String], text: String)] {
        var (path, remark): ([String], String?) = ([], nil)
        var found: [(path: [String], text: String)] = []
        for line in try Repository.text(of: "\(Chart.folder)/values.yaml").split(separator: "\n") {
            if let text = line.firstMatch(of: /^ *# -- (.*)$/) {
                remark = String(text.1)
            } else if let key = line.firstMatch(of: /^( *)([A-Za-z]+):/) {
                path = path.prefix(key.1.count / 2) + [String(key.2)]
                if let text = remark { found.append((path, text)) }
                remark = nil
            }
        }
        return found
    }

    /// The paths of the values that are not objects with keys.
    private static func leaves(of value: JSONValue, at path: [String] = []) -> [[String]] {
        guard case .object(let members) = value, !members.isEmpty else { return [path] }
        return members.flatMap { leaves(of: $0.value, at: path + [$0.key]) }
    }

    @Test("the table of values in the chart's README.md is that of values.yaml")
    func table() throws {
        let values = try Self.values()
        let expected = try Self.remarks().map { path, text in
            let value = try #require(values[path.joined(separator: "/")])
            let json = String(decoding: CommonForm.sorted(value).json, as: UTF8.self)
            return "| `\(path.joined(separator: "."))` | `\(json)` | \(text) |"
        }
        let rows = try Repository.text(of: "\(Chart.folder)/README.md").split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("| `")
        }
        #expect(rows == expected)
    }

    @Test("each value has a remark, its own or that of the object around it")
    func remarked() throws {
        let paths = Set(try Self.remarks().map(\.path))
        for leaf in Self.leaves(of: try Self.values()) {
            let isRemarked = (1...leaf.count).contains { paths.contains(Array(leaf.prefix($0))) }
            #expect(isRemarked, "\(leaf.joined(separator: "."))")
        }
    }

    @Test("the schema has the values of values.yaml and no other")
    func schema() throws {
        let schema = try JSONValue(parsing: Array(Repository.text(of: "\(Chart.folder)/values.schema.json").utf8))
        func compare(_ schema: JSONValue, _ value: JSONValue, at path: String) {
            let type: JSONValue? =
                switch value {
                case .null: nil
                case .boolean: "boolean"
                case .number: "integer"
                case .string: "string"
                case .array: "array"
                case .object: "object"
                }
            if let type, schema["enum"] == nil, schema["anyOf"] == nil { #expect(schema["type"] == type, "\(path)") }
            guard case .object(let properties)? = schema["properties"], case .object(let members) = value else {
                return
            }
            #expect(schema["additionalProperties"] == false, "\(path)")
            // Helm itself passes `global` to each chart; selectors and references have keys that are not set.
            let known = properties.map(\.key).filter { $0 != "global" }
            #expect(members.isEmpty || Set(known) == Set(members.map(\.key)), "\(path)")
            for member in members {
                guard let schema = schema["properties/\(member.key)"] else { continue }
                compare(schema, member.value, at: "\(path).\(member.key)")
            }
        }
        compare(schema, try Self.values(), at: "")
    }

    /// The bounds of the values that the schema accepts, one a line.
    private static let bounds = """
        audit.schedule minLength 1
        extraArgs[] pattern "^--"
        failurePolicy enum ["Fail","Ignore"]
        fullnameOverride maxLength 63
        fullnameOverride pattern "^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$"
        highAvailability.maxReplicas minimum 1
        highAvailability.minReplicas minimum 1
        highAvailability.targetCPUUtilizationPercentage minimum 1
        image.repository minLength 1
        imagePullPolicy enum ["","Always","IfNotPresent","Never"]
        imagePullSecrets[] required ["name"]
        imagePullSecrets[].name minLength 1
        matchConditions maxItems 61
        matchConditions[] required ["name","expression"]
        matchConditions[].expression minLength 1
        matchConditions[].name minLength 1
        monitoring.agent enum ["","prometheus.io/operator","prometheus.io/builtin"]
        nameOverride maxLength 63
        nameOverride pattern "^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$"
        networkPolicy.apiServerPorts minItems 1
        networkPolicy.apiServerPorts[] maximum 65535
        networkPolicy.apiServerPorts[] minimum 1
        podDisruptionBudget.minAvailable anyOf [{"type":"integer","minimum":0},{"type":"string","pattern":"^[0-9]+%$"}]
        replicaCount minimum 0
        servingCerts.certManager.issuerRef.name minLength 1
        test.image minLength 1
        timeoutSeconds maximum 30
        timeoutSeconds minimum 1
        """

    @Test("the schema has these bounds, and every object with known keys is closed")
    func schemaBounds() throws {
        let schema = try JSONValue(parsing: Array(Repository.text(of: "\(Chart.folder)/values.schema.json").utf8))
        let words = ["type", "properties", "items", "additionalProperties", "description", "$schema", "title"]
        var found: [String] = []
        func visit(_ schema: JSONValue, at path: String) {
            guard case .object(let members) = schema else { return }
            if schema["properties"] != nil { #expect(schema["additionalProperties"] == false, "\(path)") }
            for member in members where !words.contains(member.key) {
                found.append("\(path) \(member.key) \(String(decoding: member.value.json, as: UTF8.self))")
            }
            if case .object(let properties)? = schema["properties"] {
                for member in properties {
                    visit(member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)")
                }
            }
            if let items = schema["items"] { visit(items, at: "\(path)[]") }
            if let values = schema["additionalProperties"] { visit(values, at: "\(path).*") }
        }
        visit(schema, at: "")
        #expect(found.sorted() == Self.bounds.split(separator: "\n").map(String.init))
    }

    /// The files of the chart that kustomize has too are links, so that each is stated once.
    @Test("the chart's files are links to those of kustomize")
    func links() throws {
        let files = try Repository.output(of: "find \(Chart.folder)/files -type f")
        #expect(files == "")
        try Repository.output(of: "find -L \(Chart.folder)/files -type l | grep . && exit 1 || true")
    }
}
