import TestSupport
import Testing

/// A task backs up volumes that it mounts, at places of its own.
@Suite struct TaskVolumesTests {
    private let task = "spec/sessions/0/addon/tasks/0"
    private let place = "spec.sessions[0].addon.tasks[0]"

    private func object(_ paths: JSONValue, mounts: [String]?, addon: JSONValue = "workload-addon") -> JSONValue {
        var object = valid
        object["spec/sessions/0/addon/name"] = addon
        object["spec/sessions/1/addon/name"] = "my-addon"
        if addon == "pvc-addon" { object["spec/target"] = ["kind": "PersistentVolumeClaim", "name": "data"] }
        object[task + "/params"] = ["paths": paths]
        if let mounts {
            object[task + "/targetVolumes"] = [
                "volumeMounts": .array(mounts.map { ["name": "data", "mountPath": .string($0)] })
            ]
        }
        return object
    }

    @Test(arguments: [
        ("/data", ["/data"]), ("/data/", ["/data"]), ("/data/a,/data/b", ["/data"]), ("/a, /b ,", ["/a", "/b"]),
        // A directory above a mount has what is on it.
        ("/source", ["/source/data"]), ("/data/*.sql", ["/data"]), ("//data/./x", ["/data/"]), ("/", ["/"]),
        // The value of a variable is not known here.
        ("${paths}", ["/data"]), ("/x,${paths}", ["/x"]),
        // Dots and doubled slashes, in paths and in mounts.
        ("/etc/../data", ["/data"]), ("/data/./a//b/../c", ["/data"]), ("/data", ["/x/../data"]),
        ("/data", ["//data/."]),
        ("/../data", ["/data"]), ("/data", ["/data/a/.."]), ("/source/x/..", ["/source/data"]),
    ])
    func takesPathsOnVolumes(_ paths: String, mounts: [String]) throws {
        #expect(try warnings(object(.string(paths), mounts: mounts)) == [])
    }

    @Test(
        arguments: [
            ("/var/www", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            (
                "/data,/etc", ["/data", "/x"],
                "path \"/etc\" is not on a volume: the task mounts volumes at \"/data\", \"/x\""
            ),
            ("/database", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            ("/data/../etc", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            ("/data/..b", ["/dat"], "is not on a volume: the task mounts volumes at \"/dat\""),
            // The directory that these begin at is not known.
            ("./data", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            ("../data", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            // The root has the volumes in it, and all the rest.
            ("/", ["/data"], "is all that the image of the backup has, too: the task mounts volumes at \"/data\""),
            (
                "/data/..", ["/data"],
                "is all that the image of the backup has, too: the task mounts volumes at \"/data\""
            ),
            ("//.", ["/data"], "is all that the image of the backup has, too: the task mounts volumes at \"/data\""),
            ("/", [], "is not on a volume: the task has no targetVolumes.volumeMounts"),
            // Texts without a path, and with a line break of YAML.
            ("", ["/data"], "names no path; the task mounts volumes at \"/data\""),
            (",", ["/data"], "names no path; the task mounts volumes at \"/data\""),
            (" , ", nil, "names no path; the task has no targetVolumes.volumeMounts"),
            (
                "/data\n", ["/data"],
                "must not have control characters, such as a line break; did you mean \"/data\"?"
            ),
            ("/data\n/x", ["/data"], "must not have control characters, such as a line break"),
            ("other", ["/data"], "is not on a volume: the task mounts volumes at \"/data\""),
            // Nothing but the slash is missing.
            (
                "data/a", ["/data"],
                "is not on a volume: the task mounts volumes at \"/data\"; did you mean \"/data/a\"?"
            ),
            ("/data", [], "is not on a volume: the task has no targetVolumes.volumeMounts"),
            ("/data", nil, "is not on a volume: the task has no targetVolumes.volumeMounts"),
        ] as [(String, [String]?, String)])
    func warnsOfOthers(_ paths: String, mounts: [String]?, problem: String) throws {
        #expect(
            try warnings(object(.string(paths), mounts: mounts)) == ["unmounted-path \(place).params.paths: \(problem)"]
        )
    }

    @Test func listsAFewMountsOnly() throws {
        let lines = try warnings(object("/x", mounts: (0..<64).map { "/m\($0)" }))
        #expect(lines.count == 1)
        #expect(lines[0].hasSuffix("at \"/m0\", \"/m1\", \"/m2\", \"/m3\", \"/m4\""))
        // More mounts would make the cost of many tasks more than linear.
        #expect(try warnings(object("/x", mounts: (0..<65).map { "/m\($0)" })) == [])
    }

    /// The Addon of claims mounts the claim itself; what others do is not known, and params are texts.
    @Test func knowsTheAddons() throws {
        #expect(try warnings(object("/kubestash-data/a", mounts: nil, addon: "pvc-addon")) == [])
        let line =
            "unmounted-path \(place).params.paths: is not on a volume: the task mounts volumes at \"/kubestash-data\""
        #expect(try warnings(object("/data", mounts: nil, addon: "pvc-addon")) == [line])
        #expect(try warnings(object("/data", mounts: nil, addon: "my-addon")) == [])
    }

    /// A parameter is a text, and neither a list nor a number, whatever the Addon is.
    @Test(
        arguments: [
            (["/data", "/x"], "one text, with commas between the items; did you mean \"/data,/x\"?"),
            (["/data"], "one text, with commas between the items; did you mean \"/data\"?"),
            ([], "one text, with commas between the items"), ([5], "one text, with commas between the items"),
            (["/a,b"], "one text, with commas between the items"), (["a b"], "one text, with commas between the items"),
            (["a": "/data"], "one text"), (5, "a text, in quotes; did you mean \"5\"?"),
            (true, "a text, in quotes; did you mean \"true\"?"),
        ] as [(JSONValue, String)])
    func warnsOfOtherTypes(_ paths: JSONValue, demand: String) throws {
        for addon: JSONValue in ["workload-addon", "my-addon"] {
            let lines = try warnings(object(paths, mounts: ["/data"], addon: addon))
            #expect(lines == ["parameter-text \(place).params.paths: must be \(demand)"])
        }
    }

    /// So are those of hooks.
    @Test func warnsOfOtherTypesInHooks() throws {
        var object = object("/data", mounts: ["/data"])
        object["spec/sessions/0/hooks"] = [
            "preBackup": [
                ["name": "a", "hookTemplate": ["name": "b", "namespace": "c"], "params": ["d": 5, "e": "f"]]
            ]
        ]
        #expect(
            try warnings(object) == [
                "parameter-text spec.sessions[0].hooks.preBackup[0].params.d: must be a text, in quotes; did you mean \"5\"?"
            ])
    }

    @Test func knowsTheMountsOfThePod() throws {
        var object = object("/cache", mounts: ["/data"])
        object["spec/sessions/0/addon/jobTemplate"] = [
            "spec": [
                "volumes": [["name": "c", "emptyDir": [:]]], "volumeMounts": [["name": "c", "mountPath": "/cache"]],
            ]
        ]
        #expect(try warnings(object) == [])
    }

    @Test(arguments: [
        "/kubestash-tmp", "/kubestash-tmp/", "//kubestash-tmp/a", "/kubestash-interim/x", "/kubestash-data",
        "/a/../kubestash-tmp", "/kubestash-tmp/a/..", "/./kubestash-data",
    ])
    func warnsOfReservedPlaces(_ path: String) throws {
        let reason = "is where KubeStash mounts a volume of its own; choose another path"
        #expect(
            try warnings(object(.string(path), mounts: [path])) == [
                "reserved-name \(place).targetVolumes.volumeMounts[0].mountPath: \(reason)"
            ])
    }

    @Test(arguments: [
        "/kubestash-tmpx", "/kubestash", "/data/kubestash-tmp", "/kubestash-other", "/tmp", "/kubestash-tmp/..",
        "/kubestash-tmp/../data",
    ])
    func takesOtherPlaces(_ path: String) throws {
        #expect(try warnings(object(.string(path), mounts: [path])) == [])
    }

    /// An init container beside KubeStash's own; a target may have containers of any name.
    @Test(arguments: [("kubestash", true), ("operator", true), ("init", false)])
    func warnsOfReservedContainers(_ name: String, expected: Bool) throws {
        var object = valid
        object["spec/sessions/0/addon/jobTemplate"] = [
            "spec": ["initContainers": [["name": .string(name), "image": "busybox"]]]
        ]
        let line =
            "reserved-name spec.sessions[0].addon.jobTemplate.spec.initContainers[0].name: is the name of a container that "
            + "KubeStash adds by itself; choose another one"
        #expect(try warnings(object) == (expected ? [line] : []))
    }

    /// All volumes that KubeStash adds, and no name that only begins or ends like one.
    @Test(arguments: [
        ("kubestash-tmp-volume", true), ("kubestash-interim-volume", true), ("kubestash-data-volume", true),
        ("kubestash-tmp-volumes", false), ("my-kubestash-tmp-volume", false), ("kubestash-tmp", false),
        ("kubestash-other-volume", false), ("kubestash", false),
    ])
    func knowsTheVolumes(_ name: String, isReserved: Bool) throws {
        var object = valid
        object["spec/sessions/0/addon/jobTemplate"] = ["spec": ["volumes": [["name": .string(name), "emptyDir": [:]]]]]
        #expect(try warnings(object).count { $0.hasPrefix("reserved-name ") } == (isReserved ? 1 : 0))
    }

    /// Wherever a task, a hook or the Pod names a volume, and nowhere else.
    @Test func warnsOfReservedNames() throws {
        var object = valid
        let name: JSONValue = ["name": "kubestash-tmp-volume", "emptyDir": [:]]
        object[task + "/targetVolumes"] = ["volumes": [name]]
        object["spec/sessions/0/hooks/preBackup/0/volumes"] = [name]
        object["spec/sessions/0/addon/jobTemplate"] = ["spec": ["volumes": [name]]]
        object[task + "/addonVolumes"] = [["name": "kubestash-tmp-volume", "source": ["emptyDir": [:]]]]
        let places = [
            "hooks.preBackup[0].volumes[0].name", "addon.tasks[0].targetVolumes.volumes[0].name",
            "addon.jobTemplate.spec.volumes[0].name",
        ]
        #expect(
            try warnings(object)
                == places.map {
                    "reserved-name spec.sessions[0].\($0): is the name of a volume that KubeStash adds by itself; "
                        + "choose another one"
                })
    }
}
