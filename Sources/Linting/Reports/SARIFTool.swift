package import Schema

extension SARIFReport {
    /// The program that makes the report.
    package struct Tool: Sendable {
        let version: String
        let homepage: String
        let documentation: @Sendable (RuleID) -> RuleDocumentation?

        /// Describes the program.
        ///
        /// - Parameters:
        ///   - version: Its version (semver.org).
        ///   - homepage: The address of its project.
        ///   - documentation: The page about a rule, nil if there is none.
        package init(
            version: String, homepage: String, documentation: @escaping @Sendable (RuleID) -> RuleDocumentation?
        ) {
            self.version = version
            self.homepage = homepage
            self.documentation = documentation
        }
    }

    /// The page about a rule.
    package struct RuleDocumentation: Sendable {
        /// The section in Markdown, without its heading.
        let markdown: String
        /// Its address.
        let address: String

        /// Describes a page.
        ///
        /// - Parameters:
        ///   - markdown: The section in Markdown, without its heading.
        ///   - address: Its address.
        package init(markdown: String, address: String) {
            self.markdown = markdown
            self.address = address
        }

        /// The first paragraph.
        var introduction: String {
            String(markdown[..<(markdown.firstRange(of: "\n\n")?.lowerBound ?? markdown.endIndex)])
        }
    }
}
