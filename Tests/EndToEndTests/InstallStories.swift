import Document
import TestSupport
import Testing

extension Stories {
    /// Docs/install.md in clusters of their own, each command as it stands there.
    @Suite(.asPods) struct Installations {
        fileprivate static let latest = "kubectl apply -f https://github.com/stashgate/stashgate/releases/latest"
        private static let namespaceAndSecret: Set = ["namespace/stashgate-system", "secret/stashgate-tls"]

        @Test("one file installs a webhook that refuses, and its removal leaves what the page says")
        func oneFile() throws {
            let site = try Site(on: Stage.get())
            try site.follow(Self.latest)
            // Nobody has written a caBundle yet.
            #expect(try site.refusal().contains("failed calling webhook"))
            try site.roll()
            #expect(try eventually { try site.refuses() })
            #expect(try site.accepts())
            // An apply of the same file changes neither the authority nor what the API servers trust.
            let bundles = try site.bundles()
            #expect(bundles.count == 3 && Set(bundles).count == 1 && bundles[0] != "")
            try site.follow("kubectl apply -f https://github.com/stashgate/stashgate/releases/download")
            #expect(try site.bundles() == bundles)
            try site.roll()
            #expect(try site.bundles() == bundles)
            #expect(try site.refuses())

            try site.follow(
                "kubectl delete mutatingwebhookconfiguration,validatingwebhookconfiguration admission-stashgate")
            #expect(try eventually { try site.refusal().isEmpty })
            let file = "\(Fixtures.package)/manifests/install.yaml"
            try site.kubectl.must("delete", "-f", file, "--ignore-not-found", "--wait=false")
            #expect(try site.objects() == Self.namespaceAndSecret)
            let namespace = try site.kubectl.object("namespace", Site.namespace)
            #expect(namespace["metadata/deletionTimestamp"] != nil)
        }

        @Test("while no pod answers, the commands of the page let changes through until the next apply")
        func down() throws {
            let site = try Site(on: Stage.get())
            try site.follow(Self.latest)
            try site.roll()
            #expect(try eventually { try site.refuses() })
            try site.stop()
            #expect(try site.refusal().contains("connection refused"))
            let page = "Docs/when-the-webhook-is-down.md"
            for kind in ["validating", "mutating"] {
                try site.follow("kubectl patch \(kind)webhookconfiguration", on: page)
            }
            #expect(try eventually { try site.refusal().isEmpty })
            try site.follow(Self.latest)
            #expect(try eventually { try site.refusal().contains("connection refused") })
            try site.follow("kubectl delete", on: page)
            #expect(try eventually { try site.refusal().isEmpty })
        }

        @Test("a pod goes on when its token is rotated, and the old one is revoked")
        func rotatedToken() throws {
            let site = try Site(on: Stage.get())
            try site.follow(Self.latest)
            try site.roll()
            #expect(try eventually { try site.refuses() })
            try site.rotateToken()
            // Every watch begins anew, with the token of that time.
            site.plane.kill()
            try site.plane.start()
            try site.kubectl.mustApply(
                ClusterManifests.storage(in: "demo", from: "Same", more: "  default: true")
                    + ClusterManifests.retention(in: "demo", more: "  default: true"))
            let isKnown = try eventually(within: 180) {
                let outcome = try site.kubectl.create(
                    Manifests.withoutBackends("web", in: "demo"), "--dry-run=server", "-o",
                    "jsonpath={.spec.backends[*].storageRef.name}")
                return outcome.output == "s3"
            }
            #expect(isKnown)
            // So is the certificate: a caBundle that somebody has overwritten is put right.
            let bundles = try site.bundles()
            try site.kubectl.must(
                "patch", "mutatingwebhookconfiguration", "admission-stashgate", "--type=json", "-p",
                #"[{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]"#)
            #expect(try eventually { try site.bundles() == bundles })
            #expect(try site.refuses())
        }
    }
}

extension Stories.Installations {
    /// Other overlays, with which a cluster has the webhook before.
    private func overlay(_ name: String, of manifests: String, in folder: TemporaryFolder) throws -> String {
        let path = "\(folder.path)/manifests/overlays/\(name)"
        try Repository.output(
            of: """
                \(manifests) | tar -x -C \(Repository.quoted(folder.path))
                certs/make-certs.sh --host stashgate.stashgate-system.svc --out \(Repository.quoted(path)) 2>/dev/null
                """)
        return path
    }

    private static let former = "39c1137"
    private static let formerManifests = "git archive \(former) manifests"
    private static let hasFormer = (try? Repository.shell("git cat-file -e \(former) 2>/dev/null").status) == 0

    @Test(
        "the manifests of the time before the first release are replaced as the page says",
        .enabled(if: hasFormer, "the history of this checkout does not have \(former)"))
    func formerManifests() throws {
        let site = try Site(on: Stage.get())
        let folder = try TemporaryFolder(in: Stage.get().group.folder.path)
        let overlay = try overlay("own-ca", of: Self.formerManifests, in: folder)
        try site.kubectl.must("apply", "-k", overlay)
        try site.roll()
        #expect(try eventually { try site.refuses() })
        let before = try site.objects()

        // Without the command of the page, the old registration refuses whatever the new pods would accept.
        try site.follow(Self.latest)
        try site.roll()
        let refused = try site.kubectl.apply(ClusterManifests.configuration())
        #expect(refused.errors.contains(#"failed calling webhook "mutate.backupconfigurations.stashgate.local""#))
        #expect(refused.errors.contains("certificate signed by unknown authority"))
        try site.follow("kubectl delete mutatingwebhookconfiguration,validatingwebhookconfiguration stashgate")
        #expect(try eventually { try site.accepts() })
        #expect(try site.refuses())

        // What the page says is left of the former objects.
        let now = try JSONValue.documents(yaml: Repository.text(of: "manifests/install.yaml")).map {
            $0.text("metadata/name")
        }
        let left = try before.intersection(site.objects()).filter { object in
            !now.contains { object.hasSuffix("/\($0)") }
        }
        #expect(
            left.map { $0.replacing(/-[a-z0-9]{10}$/, with: "-HASH") }.sorted() == [
                "configmap/stashgate-policy-HASH", "secret/stashgate-tls-HASH",
            ])
    }

    /// Custom resources that cert-manager would act on.
    private static let certManager = [("Certificate", "certificates"), ("Issuer", "issuers")].map { kind, plural in
        """
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: \(plural).cert-manager.io}
        spec:
          group: cert-manager.io
          names: {kind: \(kind), plural: \(plural)}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}

        """
    }.joined()

    /// Does what cert-manager does: writes both Secrets, and the caBundle of every webhook.
    private func issue(_ folder: String, on site: Site) throws {
        for (name, certificate) in [("stashgate-ca", "ca"), ("stashgate-tls", "tls")] {
            try site.kubectl.must(
                "create", "secret", "generic", name, "-n", Site.namespace, "--type=kubernetes.io/tls",
                "--from-file=ca.crt=\(folder)/ca.crt", "--from-file=tls.crt=\(folder)/\(certificate).crt",
                "--from-file=tls.key=\(folder)/\(certificate).key")
        }
        let bundle = Base64.encode(try TemporaryFolder.read("\(folder)/ca.crt"))
        for (kind, index) in [("mutating", 0), ("validating", 0), ("validating", 1)] {
            try site.kubectl.must(
                "patch", "\(kind)webhookconfiguration", "admission-stashgate", "--type=json", "-p",
                #"[{"op":"add","path":"/webhooks/\#(index)/clientConfig/caBundle","value":"\#(bundle)"}]"#)
        }
    }

    @Test("from cert-manager, the pods take over the certificate without a refused change in between")
    func fromCertManager() throws {
        let site = try Site(on: Stage.get())
        try site.kubectl.establish(Self.certManager)
        let folder = try TemporaryFolder(in: Stage.get().group.folder.path)
        let certificates = try overlay("own-ca", of: "tar -c manifests", in: folder)
        try site.kubectl.must("apply", "-k", "manifests/overlays/cert-manager".inCheckout)
        try issue(certificates, on: site)
        try site.roll()
        #expect(try eventually { try site.refuses() })
        let former = try site.bundles()

        try site.follow("kubectl -n stashgate-system delete certificate/stashgate")
        try site.follow(Self.latest)
        // The old pod is there still, and trusted.
        #expect(try site.bundles() == former)
        #expect(try site.refuses())
        let configuration = try site.kubectl.object("mutatingwebhookconfiguration", "admission-stashgate")
        #expect(configuration["metadata/annotations/cert-manager.io~1inject-ca-from"] == nil)
        try site.roll()
        #expect(try site.refuses())
        // The authority of the pods has joined the one of the certificate that they still serve with.
        let isJoined = try eventually {
            try site.bundles().allSatisfy { Self.certificates(in: $0) == 2 }
        }
        #expect(isJoined)
        #expect(try site.refuses())
        let foreign = try site.objects().filter { $0.contains("cert-manager.io/") }
        #expect(foreign == [])
        #expect(try site.objects().contains("secret/stashgate-ca"))
    }

    /// The number of certificates of a caBundle.
    private static func certificates(in bundle: String) -> Int {
        let text = Base64.decode(bundle).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.ranges(of: "-----BEGIN CERTIFICATE-----").count
    }

    @Test("from an authority of one's own, changes are refused until the new pods are there, as the page says")
    func fromOwnAuthority() throws {
        let site = try Site(on: Stage.get())
        let folder = try TemporaryFolder(in: Stage.get().group.folder.path)
        try site.kubectl.must("apply", "-k", overlay("own-ca", of: "tar -c manifests", in: folder))
        try site.roll()
        #expect(try eventually { try site.refuses() })
        try site.follow(Self.latest)
        #expect(try site.bundles().allSatisfy(\.isEmpty))
        #expect(try eventually { try site.refusal().contains("certificate signed by unknown authority") })
        try site.roll()
        #expect(try eventually { try site.accepts() })
        #expect(try site.refuses())
    }
}

extension String {
    /// A path of the checkout, from its root.
    fileprivate var inCheckout: String { "\(Fixtures.package)/\(self)" }
}
