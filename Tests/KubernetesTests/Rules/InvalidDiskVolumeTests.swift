import TestSupport
import Testing

@testable import Kubernetes

/// Disks of storage products have the fields and formats that Kubernetes requires.
@Suite struct InvalidDiskVolumeTests {
    @Test(
        arguments: [
            ("awsElasticBlockStore: {volumeID: vol-1, partition: 255}", []),
            ("awsElasticBlockStore: {}", ["required-field Required volumeID"]),
            ("awsElasticBlockStore: {volumeID: v, partition: 256}", ["out-of-range Invalid partition"]),
            ("gcePersistentDisk: {pdName: d, partition: 0}", []),
            ("gcePersistentDisk: {}", ["required-field Required pdName"]),
            ("gcePersistentDisk: {pdName: d, partition: -1}", ["out-of-range Invalid partition"]),
            ("azureDisk: {diskName: d, diskURI: 'https://a/b.vhd'}", []),
            ("azureDisk: {diskName: d, diskURI: /subscriptions/x, kind: Managed, cachingMode: None}", []),
            (
                "azureDisk: {}", ["required-field Required diskName", "required-field Required diskURI"]
            ),
            ("azureDisk: {diskName: d, diskURI: /subscriptions/x}", ["invalid-volume NotSupported diskURI"]),
            ("azureDisk: {diskName: d, diskURI: 'https://a', kind: Managed}", ["invalid-volume NotSupported diskURI"]),
            ("azureDisk: {diskName: d, diskURI: /x, kind: Dedicated}", ["invalid-volume NotSupported diskURI"]),
            ("azureDisk: {diskName: d, diskURI: 'https://a', kind: shared}", ["unsupported-value NotSupported kind"]),
            (
                "azureDisk: {diskName: d, diskURI: 'https://a', cachingMode: ''}",
                ["unsupported-value NotSupported cachingMode"]
            ),
            ("azureFile: {secretName: s, shareName: t}", []),
            ("azureFile: {}", ["required-field Required secretName", "required-field Required shareName"]),
            ("cinder: {volumeID: v, secretRef: {name: s}}", []),
            ("cinder: {}", ["required-field Required volumeID"]),
            ("cinder: {volumeID: v, secretRef: {}}", ["required-field Required secretRef.name"]),
            ("photonPersistentDisk: {pdID: p}", []),
            ("photonPersistentDisk: {}", ["required-field Required pdID"]),
            ("portworxVolume: {volumeID: p}", []),
            ("portworxVolume: {}", ["required-field Required volumeID"]),
            ("vsphereVolume: {volumePath: p}", []),
            ("vsphereVolume: {}", ["required-field Required volumePath"]),
            ("scaleIO: {gateway: g, system: s, volumeName: v, secretRef: {}}", []),
            (
                "scaleIO: {}",
                [
                    "required-field Required gateway", "required-field Required secretRef",
                    "required-field Required system", "required-field Required volumeName",
                ]
            ),
            ("storageos: {volumeName: v, volumeNamespace: ns}", []),
            ("storageos: {}", ["required-field Required volumeName"]),
            ("storageos: {volumeName: V}", ["invalid-name Invalid volumeName"]),
            ("storageos: {volumeName: v, volumeNamespace: a.b}", ["invalid-name Invalid volumeNamespace"]),
            ("storageos: {volumeName: v, secretRef: {name: ''}}", ["required-field Required secretRef.name"]),
            ("flexVolume: {driver: d, options: {a: b, example.com/c: d}}", []),
            ("flexVolume: {}", ["required-field Required driver"]),
            (
                "flexVolume: {driver: d, options: {kubernetes.io/a: b}}",
                ["invalid-volume Invalid options[kubernetes.io/a]"]
            ),
            ("flexVolume: {driver: d, options: {x.K8S.io/a: b}}", ["invalid-volume Invalid options[x.K8S.io/a]"]),
            ("flexVolume: {driver: d, options: {k8s.io: b}}", ["invalid-volume Invalid options[k8s.io]"]),
            ("flexVolume: {driver: d, options: {notk8s.io/a: b}}", []),
            ("flocker: {datasetName: d}", []),
            ("flocker: {datasetUUID: d}", []),
            ("flocker: {}", ["invalid-volume Required"]),
            ("flocker: {datasetName: a, datasetUUID: b}", ["invalid-volume Invalid"]),
            ("flocker: {datasetName: a/b}", ["invalid-volume Invalid datasetName"]),
        ] as [Row])
    func judgesDisks(_ row: Row) throws {
        try expect(row)
    }

    @Test(
        arguments: [
            ("cephfs: {monitors: [a]}", []),
            ("cephfs: {}", ["required-field Required monitors"]),
            ("cephfs: {monitors: []}", ["required-field Required monitors"]),
            ("rbd: {monitors: [a], image: i}", []),
            ("rbd: {}", ["required-field Required image", "required-field Required monitors"]),
            ("glusterfs: {endpoints: e, path: p}", []),
            ("glusterfs: {}", ["required-field Required endpoints", "required-field Required path"]),
            ("quobyte: {registry: 'a:1,[::1]:2', volume: v}", []),
            ("quobyte: {}", ["required-field Required registry", "required-field Required volume"]),
            ("quobyte: {registry: a, volume: v}", ["invalid-volume Invalid registry"]),
            ("quobyte: {registry: 'a:1,', volume: v}", ["invalid-volume Invalid registry"]),
            ("quobyte: {registry: '::1:2', volume: v}", ["invalid-volume Invalid registry"]),
            (
                "quobyte: {registry: 'a:1', volume: v, tenant: '\(String(repeating: "t", count: 65))'}",
                ["invalid-volume Invalid tenant"]
            ),
            ("fc: {targetWWNs: [a], lun: 0}", []),
            ("fc: {wwids: [a]}", []),
            ("fc: {}", ["invalid-volume Required targetWWNs"]),
            ("fc: {targetWWNs: []}", ["invalid-volume Required targetWWNs"]),
            ("fc: {targetWWNs: [a]}", ["invalid-volume Required lun"]),
            ("fc: {targetWWNs: [a], wwids: [b], lun: 1}", ["invalid-volume Invalid targetWWNs"]),
            ("fc: {wwids: [a], lun: 256}", ["out-of-range Invalid lun"]),
        ] as [Row])
    func judgesNetworks(_ row: Row) throws {
        try expect(row)
    }

    /// Each character at the beginning of a qualified name is checked: `iqn.`, a year, a month and a dot.
    @Test(arguments: 0..<12)
    func judgesEachCharacterOfAnISCSIName(_ place: Int) throws {
        for other in ["x", "0", "-", "."] {
            var name = Array("iqn.2001-04.com.example:a")
            let isDigit = name[place].isNumber
            let isSame = String(name[place]) == other
            name[place] = Character(other)
            let isGood = isSame || isDigit && other == "0"
            let target = "targetPortal: 'a:3260', lun: 0"
            try expect(("iscsi: {\(target), iqn: '\(String(name))'}", isGood ? [] : ["invalid-volume Invalid iqn"]))
        }
    }

    @Test(
        arguments: [
            ("iqn.2001-04.com.example:storage.disk1", true), ("iqn.2001-04.com.example:a^b", true),
            ("eui.02004567A425678D", true), ("naa.52004567BA64678D52004567BA64678D", true),
            ("iqn.2001-04.com.example", false), ("iqn.2001-4.com.example:a", false), ("iqn.2001-04.:a", false),
            ("iqn.2001-04.com.example:", false), ("iqn.2001-04.com.example:a b", false), ("iqn.2001-04.a_b:c", false),
            ("eui.02004567A425678!", false), ("eui.02004567A425678D0", false), ("euix02004567A425678z", true),
            ("naa.52004567BA64678D52004567BA64678-", false), ("naa.52004567BA64678D52004567BA64678Dz", false),
            ("eui.02004567A425678", false), ("naa.52004567BA64678D", false), ("wwn.1", false), ("iqn", false),
        ])
    func judgesISCSINames(_ name: String, isGood: Bool) throws {
        let target = "targetPortal: 'a:3260', lun: 0"
        try expect(("iscsi: {\(target), iqn: '\(name)'}", isGood ? [] : ["invalid-volume Invalid iqn"]))
        let good = "iqn.2001-04.com.example:a"
        try expect(
            (
                "iscsi: {\(target), iqn: '\(good)', initiatorName: '\(name)'}",
                isGood ? [] : ["invalid-volume Invalid initiatorName"]
            ))
    }

    @Test(
        arguments: [
            (
                "iscsi: {}",
                [
                    "required-field Required iqn", "required-field Required lun",
                    "required-field Required targetPortal",
                ]
            ),
            ("iscsi: {targetPortal: a, iqn: eui.02004567A425678D, lun: 256}", ["out-of-range Invalid lun"]),
            (
                "iscsi: {targetPortal: a, iqn: eui.02004567A425678D, lun: 0, chapAuthSession: true}",
                ["invalid-volume Required secretRef"]
            ),
            (
                "iscsi: {targetPortal: a, iqn: eui.02004567A425678D, lun: 0, chapAuthDiscovery: true, secretRef: {name: s}}",
                []
            ),
        ] as [Row])
    func judgesISCSI(_ row: Row) throws {
        try expect(row)
    }

    /// The name of an initiator becomes part of an interface's name, whose length is limited.
    @Test func countsTheInterfacesName() throws {
        let initiator = "iqn: eui.02004567A425678D, lun: 0, initiatorName: eui.02004567A425678D"
        for (length, found) in [(61, []), (62, ["invalid-volume Invalid name"])] {
            let name = String(repeating: "v", count: length)
            #expect(
                try findings("{name: \(name), iscsi: {targetPortal: ab, \(initiator)}}", as: .volume) == found
            )
        }
    }

    /// The findings in a volume with one source, with paths relative to the source.
    private func expect(_ row: Row) throws {
        let source = row.yaml.prefix { $0 != ":" }
        let found = row.found.map { line in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            return (parts.prefix(2) + ["\(source)" + (parts.count > 2 ? "." + parts[2] : "")]).joined(separator: " ")
        }
        #expect(try findings("{name: v, \(row.yaml)}", as: .volume) == found, "\(row.yaml)")
    }
}
