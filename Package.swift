// swift-tools-version: 6.3
import PackageDescription

/// What every target of this package is compiled with; said once, so that none can forget it.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, uses dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        resources: resources,
        swiftSettings: strict)
}

let package = Package(
    name: "stashgate",
    products: [
        .executable(name: "stashgate", targets: ["stashgate"]),
        .library(name: "Cron", targets: ["Cron"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        room("Document", uses: ["Editing", "Text", "CYAML"]),
        room("Editing", uses: ["Text"]),
        room("Text"),
        room("Time", uses: ["Text"]),
        room("Cron", uses: ["Time", "Text"]),
        room("Schema", uses: ["Text", "Document"]),
        room("Kubernetes", uses: ["Schema", "Time", "Text", "Document"]),
        room("KubeStash", uses: ["Kubernetes", "Schema", "Cron", "Time", "Text", "Document"]),
        room("Admission", uses: ["KubeStash", "Kubernetes", "Schema", "Text", "Document"]),
        room("Linting", uses: ["KubeStash", "Schema", "Text", "Document", "Editing", "System"]),
        room("HTTP", uses: ["Time", "Text"]),
        room("System", uses: ["CLinux"]),
        room("Net", uses: ["System", "CLinux"]),
        room("TLS", uses: ["System", "COpenSSL", "CLinux"]),
        room("Metrics", uses: ["System", "CLinux"]),
        room("Serving", uses: ["Net", "System", "TLS", "HTTP", "Time", logging]),
        room("KubernetesAPI", uses: ["Document", "Time", "Net", "System", "TLS", "HTTP"]),
        room("ManagedCertificates", uses: ["KubernetesAPI", "Document", "System", "TLS"]),
        room("Cluster", uses: ["KubernetesAPI", "KubeStash", "Document", "System"]),
        room(
            "Auditing", uses: ["Linting", "Cluster", "KubernetesAPI", "KubeStash", "Kubernetes", "Schema", "Document"]),
        room("Logs", uses: ["Document", "Time", "System", logging]),
        room(
            "Webhook",
            uses: [
                "Cluster", "ManagedCertificates", "Serving", "KubernetesAPI", "Metrics", "TLS", "Net", "System", "HTTP",
                "Admission", "KubeStash", "Schema", "Time", logging,
            ]),
        .executableTarget(
            name: "stashgate",
            dependencies: [
                "Webhook", "Auditing", "Linting", "Cluster", "ManagedCertificates", "Serving", "KubernetesAPI", "Logs",
                "Admission", "KubeStash", "Kubernetes", "Schema", "Cron", "Time", "Text", "Document", "Editing", "HTTP",
                "TLS", "Net", "System",
                argumentParser, logging,
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "Demo", dependencies: ["Document", "Net", "System", "TestSupport"], path: "Demo",
            swiftSettings: strict),
        .executableTarget(
            name: "Catalogue", dependencies: ["Document", "KubeStash"], path: "Scripts/Catalogue",
            swiftSettings: strict),
        .executableTarget(
            name: "Manual", dependencies: ["Document"], path: "Scripts/Manual", swiftSettings: strict),
        .target(name: "Allocations", path: "Benchmarks/Allocations"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["Admission", "Allocations", "Cron", "Document", "KubeStash", "TestSupport"],
            path: "Benchmarks",
            exclude: ["README.md", "Allocations", "load.lua", "manifest.yaml", "nginx.conf", "report.awk"],
            swiftSettings: strict),

        .target(
            name: "FuzzProperties",
            dependencies: [
                "Admission", "Linting", "KubeStash", "Kubernetes", "Schema", "Cron", "Time", "Text", "Document",
                "Editing", "HTTP", "KubernetesAPI", "TestSupport",
            ],
            path: "Fuzz/Properties", swiftSettings: strict),
        .systemLibrary(name: "CTestSupport", path: "Tests/CTestSupport"),
        .target(
            name: "TestSupport",
            dependencies: ["Document", "HTTP", "Net", "Schema", "System", "TLS", "COpenSSL", "CTestSupport", logging],
            path: "Tests/TestSupport",
            exclude: ["Fixtures"], swiftSettings: strict),
        tests(of: "Document", uses: ["CYAML", "Editing", "Text"]),
        tests(of: "Editing"),
        tests(of: "Text"),
        tests(of: "Time"),
        tests(of: "Cron", uses: ["Time"]),
        tests(of: "Schema"),
        tests(of: "Kubernetes"),
        tests(of: "KubernetesAPI", uses: ["Document", "HTTP", "Net", "System", "TLS", "Time"]),
        tests(of: "Cluster", uses: ["Document", "KubeStash", "KubernetesAPI", "System"]),
        tests(of: "ManagedCertificates", uses: ["Document", "KubernetesAPI", "System", "TLS"]),
        tests(of: "KubeStash"),
        tests(of: "Admission"),
        tests(of: "Linting", uses: ["Document", "KubeStash", "Schema"]),
        tests(
            of: "Auditing", uses: ["Cluster", "Document", "KubeStash", "KubernetesAPI", "Linting", "Schema", "System"]),
        tests(of: "HTTP"),
        tests(of: "System", uses: ["CLinux"]),
        tests(of: "Net", uses: ["CLinux", "System"]),
        tests(of: "TLS", uses: ["COpenSSL", "Document", "Net", "System"]),
        tests(of: "Metrics"),
        tests(of: "Serving", uses: ["HTTP", "Net", "System", "TLS", logging]),
        tests(of: "Logs", uses: ["Document", "System", logging]),
        tests(
            of: "Webhook",
            uses: [
                "Admission", "Cluster", "HTTP", "KubeStash", "KubernetesAPI", "ManagedCertificates", "Metrics", "Net",
                "Schema", "Serving", "System", "TLS", logging,
            ]),
        tests(
            of: "stashgate",
            uses: [
                "Cluster", "Document", "KubeStash", "Linting", "Net", "Schema", "System", "Time", "TLS", "Webhook",
                logging,
            ]),
        tests(of: "Demo", uses: ["Admission", "Document"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Document", "KubeStash", "KubernetesAPI", "System", "TLS", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzProperties", "Document", "TestSupport"], swiftSettings: strict),
    ]
)

// The fuzzer can be linked only where all code is compiled for it, which Scripts/fuzz.sh does: nobody else is to see it.
if Context.environment["STASHGATE_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzProperties", "CLibFuzzer"], path: "Fuzz/Driver", swiftSettings: strict),
    ]
}
