internal import CYAML

/// The library that reads YAML.
package enum YAMLLibrary {
    /// The version of libyaml that is linked in, such as `0.2.5`.
    package static var version: String {
        unsafe String(cString: yaml_get_version_string())
    }
}
