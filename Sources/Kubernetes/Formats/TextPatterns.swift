/// The formats of names as regular expressions (ECMA-262), for editors.
///
/// Each matches exactly the texts that have its format; the tests compare both.
package enum TextPattern {
    private static let label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    private static let domain = #"[a-z0-9](?:-*[a-z0-9])*(?:\.[a-z0-9](?:-*[a-z0-9])*)*"#
    private static let anyCaseDomain = #"[A-Za-z0-9](?:-*[A-Za-z0-9])*(?:\.[A-Za-z0-9](?:-*[A-Za-z0-9])*)*"#
    private static let labelText = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"

    /// A label of a domain name.
    static let dnsLabel = "^\(label)$"
    /// A domain name in lower case.
    package static let dnsSubdomain = "^(?=.{1,253}$)\(domain)$"
    /// A domain name that is as short as a label.
    package static let shortSubdomain = "^(?=.{1,63}$)\(domain)$"
    /// The beginning of a domain name.
    static let namePrefix = "^(?=.{1,253}$)\(domain)-*$"
    /// The key of a label.
    static let labelKey = "^(?:(?=[^/]{1,253}/)\(domain)/)?\(labelText)$"
    /// The key of an annotation.
    static let annotationKey = "^(?:(?=[^/]{1,253}/)\(anyCaseDomain)/)?\(labelText)$"
    /// The value of a label.
    static let labelValue = "^(?:\(labelText))?$"
    /// A key of a ConfigMap or a Secret.
    static let configKey = #"^(?!\.$|\.\.)[A-Za-z0-9_.-]{1,253}$"#
    /// The name of a port.
    static let portName = "^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$"
    /// The name of an environment variable.
    static let envName = "^[ -<>-~]+$"
    /// The name of an HTTP header.
    static let headerName = "^[A-Za-z0-9-]+$"
    /// The name of a kind.
    package static let kindName = "^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"
}
