internal import Schema

extension Kubernetes {
    /// What the Pod's containers ask for names.
    static let podDNSConfig = ObjectType(
        "PodDNSConfig", "Settings of name resolution, added to what dnsPolicy gives.",
        [
            Field(
                "nameservers", .list(of: .string(.ipAddress, allowsEmpty: false)),
                "Addresses of name servers, at most three."),
            Field(
                "searches", .list(of: .string(.searchDomain, allowsEmpty: false)),
                "Domains in which short names are looked up, at most 32."),
            Field("options", .list(of: .object(podDNSConfigOption)), "Options of the resolver."),
        ],
        rules: [InvalidDNSConfig()])

    private static let podDNSConfigOption = ObjectType(
        "PodDNSConfigOption", "One option of the resolver, as in resolv.conf.",
        [
            Field("name", .string(), "Name of the option.", need: "it names the resolver's option"),
            Field("value", .string(), "Value of the option, where it has one."),
        ])

    /// Where the Pod's containers look up names.
    static let dnsPolicy = ValueType.string(
        allowed: ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], allowsEmpty: true)
}
