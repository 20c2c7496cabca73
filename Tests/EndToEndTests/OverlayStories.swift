import TestSupport
import Testing

extension Stories {
    /// What `kubectl kustomize` makes of manifests/, as a real API server takes it.
    @Suite struct Overlays {
        /// An overlay with components.
        struct Choice: CustomTestStringConvertible {
            let overlay: String
            let components: [String]
            var testDescription: String { ([overlay] + components).joined(separator: " + ") }
        }

        /// Components that need another one.
        private static let behind = ["audit-reports": ["audit"]]

        private static func names(in folder: String) -> [String] {
            (try? TemporaryFolder.names(in: "\(Fixtures.package)/manifests/\(folder)")) ?? []
        }

        /// Every overlay alone, and one with each component.
        static let choices =
            names(in: "overlays").map { Choice(overlay: $0, components: []) }
            + names(in: "components").map { Choice(overlay: "own-ca", components: (behind[$0] ?? []) + [$0]) }

        @Test("every overlay and component is accepted by strict validation, without a warning", arguments: choices)
        func accepted(choice: Choice) throws {
            let stage = try Stage.get()
            let objects = try stage.objects(ofOverlay: choice.overlay, with: choice.components)
            #expect(objects.count > 8)
            try stage.expectAccepted(objects)
        }
    }
}
