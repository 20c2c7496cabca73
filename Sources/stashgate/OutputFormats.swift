import ArgumentParser

/// What `-o` takes where something is told to a person or a program.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// What `-o` takes where a manifest is printed.
enum ManifestFormat: String, CaseIterable, ExpressibleByArgument {
    case yaml, json
}
