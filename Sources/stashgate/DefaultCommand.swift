import Admission
import ArgumentParser
import Document
import Linting
import Glibc
import System

/// `stashgate default`: manifests with the defaults that the webhook would add.
struct DefaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "default",
        abstract: "Write the defaults that the webhook would add into manifests.",
        discussion: """
            Prints the manifests with the fields that the mutating webhook would add to the objects of KubeStash. \
            Comments, order, quotes and indentation stay, and so does everything else: other kinds, empty documents, \
            templates. An object that has all defaults does not change.

            Without -o, each file keeps its format. -o yaml and -o json convert: several documents become one List in \
            JSON. -o patch prints the webhook's JSON Patch (RFC 6902) of the one object of KubeStash; for several, a \
            list of objects with file, apiVersion, kind, namespace, name and patch. -o diff prints a unified diff for \
            patch -p1 or git apply.

              stashgate default backup.yaml
              stashgate default --in-place backup.yaml storage.yaml
              stashgate default -o diff *.yaml | git apply
              helm template chart | stashgate default - | kubectl apply -f -

            Exits with 0, and with 2 on wrong usage or input that cannot be read; then no file is written.
            """)

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: "How to print: yaml, json, patch or diff (default: each file in its own format).")
    var output: DefaultsFormat?

    @Flag(help: "Write each file that lacks defaults instead of printing it; standard input is printed.")
    var inPlace = false

    @Argument(
        help: "Files with manifests, YAML or JSON; - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var files: [String] = []

    /// The files to read.
    private var names: [String] { files.isEmpty ? [InputFile.standardInput] : files }

    func validate() throws {
        guard !files.isEmpty || isatty(STDIN_FILENO) == 0 else {
            throw ValidationError("a file is missing; pass - to type a manifest")
        }
        try InputFile.requireOneReader(of: names)
        guard !inPlace || output == nil else {
            throw ValidationError("--in-place keeps the format of each file: leave out -o or --in-place")
        }
    }

    func run() throws {
        let files = try read()
        // Without text, nothing is left out.
        if output != .json, output != .patch { StandardError.write(files.flatMap(\.notes).joined()) }
        switch output {
        case .json: try StandardOutput.write(try Self.json(of: files))
        case .patch: try StandardOutput.write(Self.patch(of: files))
        case .diff: try StandardOutput.write(files.flatMap(\.difference))
        case .yaml, nil: try inPlace ? write(files) : printManifests(files)
        }
    }

    /// Reads all files, so that a mistake in the last one keeps the first one from being written.
    private func read() throws(CommandFailure) -> [DefaultedFile] {
        var files: [DefaultedFile] = []
        var problems: [String] = []
        for name in names {
            do throws(CommandFailure) {
                files.append(try DefaultedFile(try InputFile.text(of: name), named: name))
            } catch {
                problems += error.reasons
            }
        }
        guard problems.isEmpty else { throw CommandFailure(problems) }
        return files
    }

    private func printManifests(_ files: [DefaultedFile]) throws {
        var stream = ManifestStream()
        for file in files {
            let isConverted = output == .yaml && file.isJSON
            stream.append(isConverted ? try file.yaml() : file.editedText, isJSON: file.isJSON && !isConverted)
        }
        try StandardOutput.write(stream.bytes)
    }

    private func write(_ files: [DefaultedFile]) throws {
        for file in files {
            if file.name == InputFile.standardInput {
                try StandardOutput.write(file.editedText)
            } else if !file.isUnchanged {
                do throws(SystemError) {
                    try FileReplacement.write(file.editedText, over: file.name)
                } catch {
                    throw CommandFailure("\(file.name): \(error)")
                }
            }
        }
    }
}

extension DefaultCommand {
    /// The documents as JSON: the one that there is, or a List of all.
    private static func json(of files: [DefaultedFile]) throws -> [UInt8] {
        let templates = files.filter(\.isTemplate)
        guard templates.isEmpty else {
            throw CommandFailure(templates.map { "\($0.name): \(DefaultedFile.templateRemark)" })
        }
        if files.count == 1, let file = files.first, file.documents.count == 1, file.isJSON {
            let text = file.editedText
            return text.last == UInt8(ascii: "\n") ? text : text + "\n".utf8
        }
        let documents = files.flatMap(\.json)
        if documents.count == 1, let document = documents.first { return document + "\n".utf8 }
        let list = documents.joined(separator: Array(",".utf8))
        return Array(#"{"apiVersion":"v1","kind":"List","items":["#.utf8) + list + Array("]}\n".utf8)
    }

    /// The patch of the one object of KubeStash, or a list of the objects with their patches.
    private static func patch(of files: [DefaultedFile]) throws -> [UInt8] {
        let objects = files.flatMap { file in file.objects.map { (file: file.name, object: $0.object, patch: $0.patch) }
        }
        if objects.count == 1, let only = objects.first { return only.patch.json + "\n".utf8 }
        var writer = JSONWriter()
        writer.beginArray()
        for (file, object, patch) in objects {
            writer.beginObject()
            let texts = [
                ("file", file), ("apiVersion", object.apiVersion), ("kind", object.kind),
                ("namespace", object.namespace(orElse: nil)), ("name", object.name),
            ]
            for (name, text) in texts {
                writer.key(name)
                writer.string(text)
            }
            writer.key("patch")
            let operations = try Document(json: patch.json)
            writer.value(operations.root, of: operations)
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes + "\n".utf8
    }
}

/// The values of `-o` of `stashgate default`.
enum DefaultsFormat: String, CaseIterable, ExpressibleByArgument {
    case yaml, json, patch, diff
}
