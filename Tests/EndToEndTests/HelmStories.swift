import Document
import TestSupport
import Testing

extension Stories {
    /// The chart, as Helm renders it and as it installs it.
    @Suite(.enabled(if: Chart.isHere, "\(Chart.isMissing)"))
    struct Helm {
        /// The values of releases, as JSON.
        private static let values = [
            "{}",
            """
            {"servingCerts": {"certManager": {"enabled": true}}, "monitoring": {"agent": "prometheus.io/operator"},
             "cluster": {"enabled": false}, "podDisruptionBudget": {"minAvailable": 2}}
            """,
            """
            {"warnOnly": true, "highAvailability": {"enabled": true}, "distro": {"openshift": true},
             "audit": {"enabled": true, "reports": true}, "judgeDeletion": true,
             "monitoring": {"agent": "prometheus.io/builtin"}}
            """,
            """
            {"backupConfigurationOnly": true, "failurePolicy": "Ignore", "timeoutSeconds": 3,
             "servingCerts": {"caCrt": "<ca.crt>", "serverCrt": "<tls.crt>", "serverKey": "<tls.key>"}}
            """,
            """
            {"nameOverride": "gate", "fullnameOverride": "backups-gate", "registryFQDN": "registry.example.com",
             "imagePullSecrets": [{"name": "pull"}], "imagePullPolicy": "Always", "podLabels": {"team": "a"},
             "podAnnotations": {"note": "b"}, "tolerations": [{"operator": "Exists"}],
             "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms":
              [{"matchExpressions": [{"key": "zone", "operator": "Exists"}]}]}}},
             "extraArgs": ["--log-level=debug"], "serviceAccount": {"annotations": {"note": "c"}},
             "namespaceSelector": {"matchLabels": {"team": "a"}}, "objectSelector": {"matchLabels": {"team": "b"}},
             "matchConditions": [{"name": "people", "expression": "!('system:nodes' in request.userInfo.groups)"}],
             "policy": {"rules": {"unknown-backend": "warning"}}, "networkPolicy": {"apiServerPorts": [8443]}}
            """,
        ]

        @Test("every object of the chart is accepted by strict validation, without a warning", arguments: values)
        func accepted(values: String) throws {
            let stage = try Stage.get()
            var values = values
            for file in ["ca.crt", "tls.crt", "tls.key"] {
                let base64 = Base64.encode(try TemporaryFolder.read("\(stage.webhook.folder)/\(file)"))
                values = values.replacing("<\(file)>", with: base64)
            }
            let objects = try JSONValue.documents(yaml: Chart.rendered(values))
            #expect(objects.count > 8)
            try stage.expectAccepted(objects)
        }

        private func helm(_ command: String, _ values: String = "{}", on site: Site) throws {
            let result = try Chart.run(
                "\(command) stashgate \(Site.namespace)", values: values, kubeconfig: site.plane.kubeconfig)
            try #require(result.status == 0, "\(result.output)")
        }

        @Test("a release is installed, upgraded with its authority and its values, and uninstalled", .asPods)
        func release() throws {
            let site = try Site(on: Stage.get())
            try helm("install", #"{"replicaCount": 3}"#, on: site)
            try site.roll()
            #expect(try eventually { try site.refuses() })
            let bundles = try site.bundles()
            let secret = try site.kubectl.object("secret", "stashgate-tls", in: Site.namespace)["data"]
            #expect(bundles.count == 3 && Set(bundles).count == 1 && bundles[0] != "")

            // Without values, those of the release stay.
            try helm("upgrade", on: site)
            #expect(try site.kubectl.object("deployment", "stashgate", in: Site.namespace)["spec/replicas"] == 3)
            #expect(try site.refuses())
            try helm("upgrade", #"{"judgeDeletion": true}"#, on: site)
            #expect(try site.bundles() == bundles)
            #expect(try site.refuses())
            try site.roll()
            #expect(try site.kubectl.object("secret", "stashgate-tls", in: Site.namespace)["data"] == secret)
            #expect(try site.refuses())

            // What kubectl has patched is its own, as Docs/when-the-webhook-is-down.md says.
            let page = "Docs/when-the-webhook-is-down.md"
            try site.follow("kubectl patch validatingwebhookconfiguration", on: page)
            let conflict = try Chart.run(
                "upgrade stashgate \(Site.namespace)", kubeconfig: site.plane.kubeconfig)
            #expect(conflict.status == 1 && conflict.output.contains(#"conflict with "kubectl-patch""#))
            try site.follow("kubectl delete", on: page)
            try helm("upgrade", on: site)
            #expect(try eventually { try site.bundles() == bundles })
            #expect(try eventually { try site.refuses() })

            try helm("uninstall", on: site)
            #expect(try site.objects() == ["namespace/stashgate-system", "secret/stashgate-tls"])
            #expect(try eventually { try site.refusal().isEmpty })
            #expect(try site.accepts())
        }
    }
}
