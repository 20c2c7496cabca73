internal import Document
internal import Schema
internal import Text

/// Where an Azure disk is depends on its kind (`validateAzureDisk` in Kubernetes).
struct InvalidAzureDisk: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let kind: Key = "kind"
    private static let address: Key = "diskURI"

    /// Compares the address with the kind.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let address = document.present(Self.address, of: object), document.kind(of: address) == .string,
            !document.isEmptyString(address)
        else { return }
        let kind = document.present(Self.kind, of: object)
        let isManaged = kind.map { document.isString($0, "Managed") } ?? false
        let beginning: StaticString = isManaged ? "/subscriptions/" : "https://"
        guard !document.withUTF8(of: address, { $0.starts(with: beginning) }) else { return }
        findings.report(
            id, .notSupported, address,
            isManaged
                ? "must begin with /subscriptions/ for a Managed disk"
                : "must begin with https:// for a Shared or Dedicated disk; a kind that is missing is Shared")
    }
}

/// A disk on Fibre Channel has targets and a number, or names (`validateFCVolumeSource` in Kubernetes).
struct InvalidFibreChannel: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let targets: Key = "targetWWNs"
    private static let names: Key = "wwids"
    private static let number: Key = "lun"

    /// Looks for exactly one of the two.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let targets = items(Self.targets, of: object, in: document)
        let names = items(Self.names, of: object, in: document)
        switch (targets, names) {
        case (nil, nil):
            findings.report(id, .required, missing: Self.targets, of: object, "targetWWNs or wwids must name the disk")
        case (let targets?, .some):
            findings.report(id, .invalid, targets, "must not be set beside wwids")
        default: break
        }
        if targets != nil, document.present(Self.number, of: object) == nil {
            findings.report(id, .required, missing: Self.number, of: object, "targetWWNs need the number of the disk")
        }
    }

    private func items(_ key: Key, of object: Document.Node, in document: Document) -> Document.Node? {
        document.present(key, of: object).flatMap { document.isEmptyContainer($0) ? nil : $0 }
    }
}

/// A volume of Flocker has a name or a UUID (`validateFlockerVolumeSource` in Kubernetes).
struct InvalidFlockerVolume: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let name: Key = "datasetName"
    private static let identifier: Key = "datasetUUID"

    /// Looks for exactly one of the two.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (isSet(Self.name, of: object, in: document), isSet(Self.identifier, of: object, in: document)) {
        case (false, false):
            findings.report(id, .required, object, "datasetName or datasetUUID must name the dataset")
        case (true, true):
            findings.report(id, .invalid, object, "must not have both a datasetName and a datasetUUID")
        default: break
        }
    }

    private func isSet(_ key: Key, of object: Document.Node, in document: Document) -> Bool {
        document.present(key, of: object).map { !document.isEmptyString($0) } ?? false
    }
}
