/// The formats of names as regular expressions, for editors (``Format/patterns``).
///
/// Each list matches exactly the texts that have its format; the tests compare both.
package enum TextPatterns {
    private static let label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    private static let domain = #"[a-z0-9](?:-*[a-z0-9])*(?:\.[a-z0-9](?:-*[a-z0-9])*)*"#
    private static let anyCaseDomain = #"[A-Za-z0-9](?:-*[A-Za-z0-9])*(?:\.[A-Za-z0-9](?:-*[A-Za-z0-9])*)*"#
    private static let labelText = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"
    /// The length of what stands before a slash.
    private static let domainBefore = "^[^/]{1,253}(?:/|$)"

    /// A label of a domain name.
    static let dnsLabel = ["^\(label)$"]
    /// A domain name in lower case.
    package static let dnsSubdomain = ["^\(domain)$", "^.{1,253}$"]
    /// A domain name that is as short as a label.
    package static let shortSubdomain = ["^\(domain)$", "^.{1,63}$"]
    /// The beginning of a domain name.
    static let namePrefix = ["^\(domain)-*$", "^.{1,253}$"]
    /// The key of a label.
    static let labelKey = ["^(?:\(domain)/)?\(labelText)$", domainBefore]
    /// The key of an annotation.
    static let annotationKey = ["^(?:\(anyCaseDomain)/)?\(labelText)$", domainBefore]
    /// The value of a label.
    static let labelValue = ["^(?:\(labelText))?$"]
    /// A key of a ConfigMap or a Secret.
    static let configKey = ["^[A-Za-z0-9_.-]{1,253}$", #"^\.?[^.]"#]
    /// The name of a port.
    static let portName = ["^[a-z0-9]+(?:-[a-z0-9]+)*$", "^.{1,15}$", "[a-z]"]
    /// The name of an environment variable.
    static let envName = ["^[ -<>-~]+$"]
    /// The name of an HTTP header.
    static let headerName = ["^[A-Za-z0-9-]+$"]
    /// The name of a kind.
    package static let kindName = ["^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"]
}
