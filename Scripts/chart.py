#!/usr/bin/env python3
"""The chart in manifests/chart, by Helm as a library, which Scripts/install-helm.sh installs into .build/helm.

    Scripts/chart.py render [NAME [NAMESPACE]] < VALUES.json   the objects, as YAML documents
    Scripts/chart.py notes [NAME [NAMESPACE]] < VALUES.json    what Helm says after an installation
    Scripts/chart.py values                                    the values of values.yaml, as JSON
    Scripts/chart.py lint                                      what is wrong with the chart, if anything is
    Scripts/chart.py package FOLDER                            the chart as one file, whose path is printed
    Scripts/chart.py install NAME NAMESPACE < VALUES.json      a release in the cluster of $KUBECONFIG
    Scripts/chart.py upgrade NAME NAMESPACE < VALUES.json      the same; without values, those of the release stay
    Scripts/chart.py uninstall NAME NAMESPACE

Exits with 1, and says why, if Helm refuses the chart or the values.
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHART = ROOT / "manifests" / "chart"
NOTES = "/templates/NOTES.txt"

sys.path.insert(0, str(ROOT / ".build" / "helm"))


def rendered(name="stashgate", namespace="stashgate-system"):
    """The texts of the templates by their paths, with the values of standard input."""
    values = json.loads(sys.stdin.read() or "{}")
    with helm.Chart.load(CHART) as chart:
        return chart.render(values, name=name, namespace=namespace)


def render(*names):
    texts = (text.strip() for path, text in sorted(rendered(*names).items()) if not path.endswith(NOTES))
    print("\n---\n".join(text for text in texts if text))


def notes(*names):
    print(next(text for path, text in rendered(*names).items() if path.endswith(NOTES)).strip())


def values():
    with helm.Chart.load(CHART) as chart:
        print(json.dumps(chart.values))


def lint():
    messages = helm.lint(CHART, strict=True)["messages"]
    # Severity 1 is advice: the chart has no icon.
    found = [f"{message['path']}: {message['error']}" for message in messages if message["severity"] > 1]
    sys.exit("\n".join(found) or None)


def package(folder):
    print(helm.package(CHART, destination=folder))


def install(name, namespace):
    with cluster(namespace) as config:
        config.install(CHART, name, json.load(sys.stdin), create_namespace=True)


def upgrade(name, namespace):
    with cluster(namespace) as config:
        config.upgrade(CHART, name, json.load(sys.stdin) or None)


def uninstall(name, namespace):
    with cluster(namespace) as config:
        config.uninstall(name)


def cluster(namespace):
    return helm.Config(kubeconfig_path=os.environ["KUBECONFIG"], namespace=namespace)


COMMANDS = {
    command.__name__: command for command in (render, notes, values, lint, package, install, upgrade, uninstall)
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    try:
        import helm_python as helm
    except ImportError:
        sys.exit("Helm is not in .build/helm: Scripts/install-helm.sh installs it")
    # A copy, as Helm prints a line about every link in the chart.
    with tempfile.TemporaryDirectory() as folder:
        CHART = shutil.copytree(CHART, pathlib.Path(folder) / "stashgate")
        try:
            COMMANDS[sys.argv[1]](*sys.argv[2:])
        except helm.HelmError as error:
            sys.exit(f"{error}")
