/// The chart in manifests/chart, in the hands of Helm.
package enum Chart {
    /// Whether this machine has Helm as a library, which Scripts/install-helm.sh installs.
    package static let isHere = (try? run("values").status) == 0

    /// Why tests are skipped without it.
    package static let isMissing = "Helm is not in .build/helm: Scripts/install-helm.sh installs it"

    /// The name of the folder of the chart.
    package static let folder = "manifests/chart"

    /// Runs a command of Scripts/chart.py.
    ///
    /// - Parameters:
    ///   - command: The command with its arguments.
    ///   - values: The values of a release, as JSON.
    ///   - kubeconfig: The cluster of the commands that need one.
    /// - Returns: The output and the errors, and the exit code.
    /// - Throws: `CommandFailed` if no shell could be started.
    package static func run(_ command: String, values: String = "{}", kubeconfig: String = "") throws -> CommandResult {
        let words = "KUBECONFIG=\(Repository.quoted(kubeconfig)) Scripts/chart.py \(command)"
        return try Repository.shell("printf %s \(Repository.quoted(values)) | \(words) 2>&1")
    }

    /// The objects of a release, as YAML documents.
    ///
    /// - Parameters:
    ///   - values: Its values, as JSON.
    ///   - name: Its name.
    ///   - namespace: Its namespace.
    /// - Returns: The text.
    /// - Throws: `CommandFailed` if Helm refuses the values.
    package static func rendered(
        _ values: String = "{}", name: String = "stashgate", namespace: String = "stashgate-system"
    ) throws -> String {
        let result = try run("render \(name) \(namespace)", values: values)
        guard result.status == 0 else { throw CommandFailed(command: result.output, status: result.status) }
        return result.output
    }
}
