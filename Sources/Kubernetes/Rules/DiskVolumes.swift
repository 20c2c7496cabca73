internal import Document
internal import Schema
internal import Text

/// A volume has one kind (`validateVolumeSource` in Kubernetes); without any, it is an empty directory.
struct SingleVolumeSource: ObjectRule {
    static var info: RuleInfo { .invalidVolume }

    /// The kinds, in the order in which Kubernetes looks for them: the first counts.
    private static let sources: [Key] = [
        "emptyDir", "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs",
        "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume",
        "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos",
        "projected", "scaleIO", "csi", "ephemeral",
    ]
    private static let name: Key = "name"

    var fields: [String] { Self.sources.map(\.text) }

    /// Reports every kind after the first.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard hasSeveral(object, document) else { return }
        var first: Key?
        for source in Self.sources {
            guard let value = document.present(source, of: object) else { continue }
            if let first {
                findings.report(
                    Self.info, .forbidden, value, "a volume is of one kind only, and it is \(first.text) already")
            } else {
                first = source
            }
        }
    }

    /// Whether the volume has more than the name and one kind; this saves the search for most volumes.
    private func hasSeveral(_ object: Document.Node, _ document: Document) -> Bool {
        var count = 0
        for (key, value) in document.members(of: object)
        where !document.isNull(value) && !document.isKey(key, Self.name) {
            count += 1
        }
        return count > 1
    }
}

/// The address of an Azure disk must fit its kind (`validateAzureDisk` in Kubernetes).
struct InvalidAzureDisk: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let kind: Key = "kind"
    private static let address: Key = "diskURI"

    var fields: [String] { [Self.address.text] }
    var triggers: [Key] { [Self.address] }

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
            Self.info, .notSupported, address,
            isManaged
                ? "must begin with /subscriptions/ for a Managed disk"
                : "must begin with https:// for a Shared or Dedicated disk; a kind that is missing is Shared")
    }
}

/// A disk on Fibre Channel has targets and a LUN, or world wide names (`validateFCVolumeSource` in Kubernetes).
struct InvalidFibreChannel: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let targets: Key = "targetWWNs"
    private static let names: Key = "wwids"
    private static let number: Key = "lun"

    var fields: [String] { [Self.targets.text, Self.number.text] }

    /// Reports neither or both.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let targets = items(Self.targets, of: object, in: document)
        let names = items(Self.names, of: object, in: document)
        switch (targets, names) {
        case (nil, nil):
            findings.report(
                Self.info, .required, missing: Self.targets, of: object, "targetWWNs or wwids must name the disk")
        case (let targets?, .some):
            findings.report(Self.info, .invalid, targets, "must not be set beside wwids")
        default: break
        }
        if targets != nil, document.present(Self.number, of: object) == nil {
            findings.report(
                Self.info, .required, missing: Self.number, of: object, "targetWWNs need the number of the disk")
        }
    }

    private func items(_ key: Key, of object: Document.Node, in document: Document) -> Document.Node? {
        document.present(key, of: object).flatMap { document.isEmptyContainer($0) ? nil : $0 }
    }
}

/// A volume of Flocker has a name or a UUID (`validateFlockerVolumeSource` in Kubernetes).
struct InvalidFlockerVolume: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let name: Key = "datasetName"
    private static let identifier: Key = "datasetUUID"

    var fields: [String] { [""] }

    /// Reports neither or both.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (isSet(Self.name, of: object, in: document), isSet(Self.identifier, of: object, in: document)) {
        case (false, false):
            findings.report(Self.info, .required, object, "datasetName or datasetUUID must name the dataset")
        case (true, true):
            findings.report(Self.info, .invalid, object, "must not have both a datasetName and a datasetUUID")
        default: break
        }
    }

    private func isSet(_ key: Key, of object: Document.Node, in document: Document) -> Bool {
        document.present(key, of: object).map { !document.isEmptyString($0) } ?? false
    }
}

/// iSCSI with CHAP authentication needs a Secret (`validateISCSIVolumeSource` in Kubernetes).
struct MissingCHAPSecret: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let logins: [Key] = ["chapAuthDiscovery", "chapAuthSession"]
    private static let secret: Key = "secretRef"

    var fields: [String] { [Self.secret.text] }
    var triggers: [Key] { Self.logins }

    /// Reports a missing Secret.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.secret, of: object) == nil,
            let login = Self.logins.first(where: { key in
                document.present(key, of: object).flatMap { document.boolean($0) } ?? false
            })
        else { return }
        findings.report(
            Self.info, .required, missing: Self.secret, of: object, "\(login.text) needs a Secret to log in with")
    }
}

/// A custom initiator name becomes part of an interface's name, together with the volume's (`validateVolumeSource` in
/// Kubernetes).
struct LongInitiatorName: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let name: Key = "name"
    private static let volume: Key = "iscsi"
    private static let initiator: Key = "initiatorName"
    private static let portal: Key = "targetPortal"
    /// The longest name of an interface.
    private static let longest = 64

    var fields: [String] { [Self.name.text] }
    var triggers: [Key] { [Self.volume] }

    /// Adds the lengths.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let volume = document.present(Self.volume, of: object),
            document.present(Self.initiator, of: volume) != nil,
            let name = document.present(Self.name, of: object), let portal = document.present(Self.portal, of: volume),
            length(name, document) + 1 + length(portal, document) > Self.longest
        else { return }
        findings.report(
            Self.info, .invalid, name,
            "name and targetPortal of a volume with an initiatorName must have at most \(Self.longest - 1) "
                + "characters together")
    }

    private func length(_ node: Document.Node, _ document: Document) -> Int {
        document.kind(of: node) == .string ? document.withUTF8(of: node) { $0.count } : 0
    }
}
