import TestSupport

extension Chart {
    /// The resources of a release, each under `Kind/name`.
    ///
    /// - Parameters:
    ///   - values: Its values, as JSON.
    ///   - name: Its name.
    ///   - namespace: Its namespace.
    /// - Returns: The resources.
    /// - Throws: An error if Helm refuses the values.
    static func resources(
        _ values: String = "{}", name: String = "stashgate", namespace: String = "stashgate-system"
    ) throws -> [String: JSONValue] {
        let text = try rendered(values, name: name, namespace: namespace)
        let named = try Kustomize.documents(in: text).map { ("\($0.text("kind"))/\($0.text("metadata/name"))", $0) }
        return Dictionary(uniqueKeysWithValues: named)
    }
}

/// Resources of the chart and of kustomize in the form in which they can be compared.
enum CommonForm {
    /// The resources that both have.
    ///
    /// Helm makes no namespace, and kustomize no test. A name of kustomize may end with a hash of what is in the
    /// object, for which the chart has an annotation of the pods; and each has labels of its own.
    static func resources(_ resources: [String: JSONValue]) -> [String: JSONValue] {
        let kept = resources.values.filter { object in
            object.text("kind") != "Namespace" && object.text("metadata/annotations/helm.sh~1hook").isEmpty
        }
        let named = kept.map { object in
            var object = sorted(object)
            if case .object(let labels)? = object["metadata/labels"] {
                object["metadata/labels"] = .object(labels.filter { !isOfOne($0.key) })
            }
            object = withoutEmpty(object)
            return ("\(object.text("kind"))/\(object.text("metadata/name"))", object)
        }
        return Dictionary(uniqueKeysWithValues: named)
    }

    private static func isOfOne(_ label: String) -> Bool {
        label.hasPrefix("app.kubernetes.io/") || label.hasPrefix("helm.sh/")
    }

    /// The value with its members in alphabetical order, and texts as both forms have them.
    static func sorted(_ value: JSONValue, key: String = "") -> JSONValue {
        switch value {
        case .object(let members):
            let kept = members.filter { $0.key != "checksum/policy" }.sorted { $0.key < $1.key }
            return .object(kept.map { JSONValue.Member($0.key, sorted($0.value, key: $0.key)) })
        case .array(let items): return .array(items.map { sorted($0) })
        case .string(let text): return shared(text, key: key) ?? value
        default: return value
        }
    }

    /// A text as both forms have it, nil if it is the same in both.
    private static func shared(_ text: String, key: String) -> JSONValue? {
        switch key {
        case "policy.yaml":
            let policy = try? Kustomize.documents(in: text).first
            return policy.map { sorted($0) }
        // Kustomize folds base64 into lines, which the API server accepts as well.
        case "caBundle", "ca.crt", "tls.crt", "tls.key": return .string(text.filter { !$0.isWhitespace })
        default:
            let name = text.wholeMatch(of: /(stashgate-(?:policy|tls))-[a-z0-9]{10}/)
            return name.map { .string(String($0.1)) }
        }
    }

    /// The object without labels and annotations where there are none.
    private static func withoutEmpty(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            let kept = members.map { JSONValue.Member($0.key, withoutEmpty($0.value)) }
            return .object(kept.filter { $0.value != .object([]) || !["labels", "annotations"].contains($0.key) })
        case .array(let items): return .array(items.map(withoutEmpty))
        default: return value
        }
    }
}
