internal import Schema
internal import Text

/// Labels and annotations as Kubernetes spells them (`IsLabelKey` and `IsLabelValue` in
/// `apimachinery/pkg/api/validate/content`).
extension Format {
    /// The key of a label.
    static let labelKey = Format("label-key", rule: .invalidLabel, summary: labelKeySummary) { text in
        NameShape.isLabelKey(text) ? nil : "must be \(labelKeySummary)"
    }

    /// The key of an annotation: that of a label, whose domain name may have capitals, too.
    static let annotationKey = Format("annotation-key", rule: .invalidLabel, summary: labelKeySummary) { text in
        if NameShape.isLabelKey(text) { return nil }
        let lower = text.lowercased
        return NameShape.isLabelKey(lower.span) ? nil : "must be \(labelKeySummary)"
    }

    /// The value of a label, which may be empty.
    static let labelValue = Format("label-value", rule: .invalidLabel, summary: labelValueSummary) { text in
        text.isEmpty || NameShape.labelText.matches(text) ? nil : "must be \(labelValueSummary)"
    }

    private static let labelValueSummary =
        "empty, or letters, digits, '-', '_' and '.', with a letter or digit at both ends, at most 63 characters"
}
