internal import CYAML

/// The library that reads YAML.
public enum YAMLLibrary {
    /// The version of libyaml that is linked in, such as `0.2.5`.
    public static var version: String {
        unsafe String(cString: yaml_get_version_string())
    }
}
