#!/usr/bin/env python3
"""Draws the panels of the Grafana dashboard from recorded metrics.

    STASHGATE=.build/release/stashgate PROMETHEUS=prometheus Scripts/dashboard-picture.py > Docs/images/dashboard.svg

Two servers with certificates of their own are asked for reviews of manifests/samples/reviews for two and a half minutes,
and Prometheus reads their metrics every second. Then each query of manifests/components/monitoring/dashboard.json is asked
of Prometheus as Grafana would, with its variables filled in, and its answer is drawn. It needs Python 3, openssl and
Prometheus 2; everything runs on 127.0.0.1, and nothing is left behind.
"""
import html, http.client, json, math, os, pathlib, random, shutil, signal, socket, ssl, subprocess, sys, tempfile, threading, time
import urllib.parse, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
DASHBOARD = json.loads((ROOT / "manifests/components/monitoring/dashboard.json").read_text())
REVIEWS = sorted((ROOT / "manifests/samples/reviews").glob("*.json"))
STASHGATE = os.environ.get("STASHGATE", str(ROOT / ".build/release/stashgate"))
PROMETHEUS = os.environ.get("PROMETHEUS", "prometheus")
SECONDS, STEP = 150, 2
WIDTH, UNIT, ROW = 1200, 50, 26


def free_ports(count):
    """Ports of 127.0.0.1 that nobody uses."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


PORTS, (METRICS_A, METRICS_B, PROMETHEUS_PORT) = free_ports(2), free_ports(3)
METRICS = dict(zip(PORTS, (METRICS_A, METRICS_B)))


def record(folder, started):
    """Runs the servers under load, with Prometheus reading them."""
    subprocess.run([STASHGATE, "certs", "--host", "127.0.0.1", "--out", folder], check=True, capture_output=True)
    for port in PORTS:
        started.append(subprocess.Popen(
            [STASHGATE, "serve", "--tls-cert", f"{folder}/tls.crt", "--tls-key", f"{folder}/tls.key",
             "--listen", f"127.0.0.1:{port}", "--metrics-listen", f"127.0.0.1:{METRICS[port]}", "--workers", "2"],
            stderr=subprocess.DEVNULL))
    targets = [{"targets": [f"127.0.0.1:{METRICS[port]}"],
                "labels": {"namespace": "stashgate-system", "pod": f"stashgate-{name}"}}
               for port, name in zip(PORTS, ("7d9c5-x2kqf", "7d9c5-m8wzt"))]
    pathlib.Path(folder, "prometheus.yml").write_text(json.dumps({
        "global": {"scrape_interval": "1s"},
        "scrape_configs": [{"job_name": "stashgate", "static_configs": targets}]}))
    started.append(subprocess.Popen(
        [PROMETHEUS, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
         f"--web.listen-address=127.0.0.1:{PROMETHEUS_PORT}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    time.sleep(6)
    if any(process.poll() is not None for process in started):
        sys.exit("dashboard-picture.py: a server or Prometheus did not start")
    end = time.time() + SECONDS
    threads = [threading.Thread(target=ask, args=(folder, port, seed, end))
               for seed, port in enumerate(PORTS * 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return end - SECONDS, end


def ask(folder, port, seed, end):
    """One client: more in the middle than at both ends, with a burst of mistakes, and a new connection now and then."""
    chance = random.Random(seed)
    context = ssl.create_default_context(cafile=f"{folder}/ca.crt")
    good = [review for review in REVIEWS if "bad" not in review.name]
    bad = [review for review in REVIEWS if "bad" in review.name]
    connection, left = None, 0
    while (now := time.time()) < end:
        done = 1 - (end - now) / SECONDS
        if connection is None or left == 0:
            connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
            left = chance.randrange(40, 200)
        review = chance.choice(bad if chance.random() < (0.4 if 0.55 < done < 0.7 else 0.06) else good)
        path = "/mutate" if "mutate" in review.name else "/validate"
        connection.request("POST", path, review.read_bytes(), {"Content-Type": "application/json"})
        connection.getresponse().read()
        left -= 1
        time.sleep(chance.expovariate(4 + 26 * math.sin(math.pi * done)))


def query(expression, start, end, instant):
    """The series that Prometheus answers with: labels, and points of time and value."""
    for name, value in (("$__rate_interval", "8s"), ("$__range", f"{int(end - start)}s"), ("$namespace", ".+"),
                        ("$pod", ".+")):
        expression = expression.replace(name, value)
    ask = {"query": expression, "time": end} if instant else {
        "query": expression, "start": start, "end": end, "step": STEP}
    path = "query" if instant else "query_range"
    url = f"http://127.0.0.1:{PROMETHEUS_PORT}/api/v1/{path}?{urllib.parse.urlencode(ask)}"
    answer = json.load(urllib.request.urlopen(url))["data"]["result"]
    return [(series["metric"], [(float(at), float(value)) for at, value in
                                (series.get("values") or [series["value"]])]) for series in answer]


def shown(value, unit):
    """A value as Grafana writes it in this unit."""
    if math.isnan(value):
        return "none"
    if unit == "s":
        for size, name in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs")):
            if abs(value) >= size:
                return f"{value / size:.3g} {name}"
        return "0 s"
    if unit == "bytes":
        return f"{value / (1 << 20):.3g} MiB"
    if unit == "percentunit":
        return f"{value * 100:.3g} %"
    text = f"{value:.4g}" if value < 10000 else f"{value / 1000:.4g} K"
    return text + {"reqps": " req/s", "cps": " c/s"}.get(unit, "")


def text(x, y, content, names=""):
    return f'<text class="{names}" x="{x:.1f}" y="{y:.1f}">{html.escape(content)}</text>'


def legend(target, labels):
    form = target.get("legendFormat") or "value"
    for name, value in labels.items():
        form = form.replace("{{" + name + "}}", value)
    return form


def lines(panel, series, start, end, x, y, w, h):
    """A graph over time with its legend."""
    unit = panel["fieldConfig"]["defaults"].get("unit", "short")
    values = [value for _, _, points in series for _, value in points if not math.isnan(value)]
    top = max(values + [0]) * 1.1 or 1
    left, bottom, plot = x + 76, y + h - 44, h - 84
    parts = []
    for share in (0, 0.5, 1):
        at = bottom - share * plot
        parts.append(f'<path class="grid" d="M{left:.1f} {at:.1f}H{x + w - 12:.1f}"/>')
        parts.append(text(left - 6, at + 4, shown(top * share, unit), "quiet end"))
    across = (x + w - 12 - left) / (end - start)
    for number, (name, _, points) in enumerate(series[:6]):
        drawn, move = "", "M"
        for at, value in points:
            if math.isnan(value):
                move = "M"
                continue
            drawn += f"{move}{left + (at - start) * across:.1f} {bottom - value / top * plot:.1f}"
            move = "L"
        parts.append(f'<path class="line l{number}" d="{drawn}"/>')
    place = left
    for number, (name, _, _) in enumerate(series[:6]):
        if place + 14 + 6.2 * len(name) > x + w:
            parts.append(text(place, y + h - 12, "...", "quiet"))
            break
        parts.append(f'<rect class="f{number}" x="{place:.1f}" y="{y + h - 20:.1f}" width="10" height="4"/>')
        parts.append(text(place + 14, y + h - 14, name, "quiet"))
        place += 26 + 6.2 * len(name)
    return parts


def heatmap(series, start, end, x, y, w, h):
    """The buckets of a histogram: each cell is what came between two bounds."""
    rows = sorted((float(labels["le"]), dict(points)) for _, labels, points in series)
    times = sorted({at for _, points in rows for at in points})
    cells, before = [], {}
    for number, (bound, points) in enumerate(rows):
        cells += [(number, at, max(0, points.get(at, 0) - before.get(at, 0))) for at in times]
        before = points
    seen = sorted({number for number, _, count in cells if count > 0.5})
    if not seen:
        return None
    most = max(count for _, _, count in cells)
    left, plot = x + 76, h - 60
    tall, wide = plot / len(seen), (w - 88) / max(1, len(times))
    parts = []
    for place, number in enumerate(seen):
        at = y + 30 + plot - (place + 1) * tall
        if place % max(1, len(seen) // 5) == 0:
            parts.append(text(left - 6, at + tall / 2 + 4, shown(rows[number][0], "s"), "quiet end"))
        for column, when in enumerate(times):
            count = next(c for n, t, c in cells if n == number and t == when)
            if count > 0.5:
                parts.append(f'<rect class="f0" opacity="{0.15 + 0.85 * count / most:.2f}" x="{left + column * wide:.1f}"'
                             f' y="{at:.1f}" width="{wide + 0.3:.1f}" height="{tall:.1f}"/>')
    return parts


def draw(panel, start, end, top):
    """One panel: its frame, its title, and what its queries answer."""
    place = panel["gridPos"]
    x, y, w, h = place["x"] * UNIT + 4, top + place["y"] * ROW + 4, place["w"] * UNIT - 8, place["h"] * ROW - 8
    if panel["type"] == "row":
        return [text(x + 4, y + 15, panel["title"], "row")]
    parts = [f'<rect class="panel" x="{x}" y="{y}" width="{w}" height="{h}" rx="4"/>',
             text(x + 10, y + 20, panel["title"], "title")]
    series = [(legend(target, labels), labels, points) for target in panel["targets"]
              for labels, points in query(target["expr"], start, end, target.get("instant"))]
    # The largest first, so that those that there are most of are drawn and named.
    series.sort(key=lambda one: -max([value for _, value in one[2] if not math.isnan(value)] + [0]))
    drawn = None
    unit = panel.get("fieldConfig", {}).get("defaults", {}).get("unit", "short")
    if panel["type"] == "stat" and series:
        drawn = [text(x + w / 2, y + h / 2 + 22, shown(series[0][2][-1][1], unit), "stat")]
    elif panel["type"] == "timeseries" and series:
        drawn = lines(panel, series, start, end, x, y, w, h)
    elif panel["type"] == "heatmap" and series:
        drawn = heatmap(series, start, end, x, y, w, h)
    elif panel["type"] == "table" and series:
        drawn = [text(x + 10, y + 46 + 20 * number, "  ".join(
            f"{key} {labels[key]}" for key in ("pod", "version", "swift", "openssl")), "")
            for number, (_, labels, _) in enumerate(series)]
    return parts + (drawn or [text(x + w / 2, y + h / 2 + 8, "No data", "quiet middle")])


STYLE = """
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328; }
.title { font-weight: 600; } .row { font-size: 14px; font-weight: 600; }
.stat { font-size: 26px; font-weight: 600; text-anchor: middle; fill: #1a7f37; }
.quiet { fill: #59636e; font-size: 11px; } .end { text-anchor: end; } .middle { text-anchor: middle; }
.paper { fill: #f6f8fa; } .panel { fill: #ffffff; stroke: #d0d7de; } .grid { stroke: #e4e8ec; }
.line { fill: none; stroke-width: 1.5; }
.l0 { stroke: #1a7f37; } .l1 { stroke: #c1121f; } .l2 { stroke: #0a58ca; } .l3 { stroke: #b35900; }
.l4 { stroke: #8250df; } .l5 { stroke: #6e7781; }
.f0 { fill: #1a7f37; } .f1 { fill: #c1121f; } .f2 { fill: #0a58ca; } .f3 { fill: #b35900; } .f4 { fill: #8250df; }
.f5 { fill: #6e7781; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .quiet { fill: #9198a1; } .stat { fill: #56d364; }
.paper { fill: #0d1117; } .panel { fill: #161b22; stroke: #30363d; } .grid { stroke: #262c34; }
.l0 { stroke: #56d364; } .l1 { stroke: #ff7b72; } .l2 { stroke: #79c0ff; } .l3 { stroke: #f0a35e; }
.l4 { stroke: #d2a8ff; } .l5 { stroke: #9198a1; }
.f0 { fill: #56d364; } .f1 { fill: #ff7b72; } .f2 { fill: #79c0ff; } .f3 { fill: #f0a35e; } .f4 { fill: #d2a8ff; }
.f5 { fill: #9198a1; }
}
"""


def main():
    folder, started = tempfile.mkdtemp(), []
    try:
        start, end = record(folder, started)
        body = [part for panel in DASHBOARD["panels"] for part in draw(panel, start, end, 8)]
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait()
        shutil.rmtree(folder)
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in DASHBOARD["panels"]) * ROW + 16
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
          ' role="img" aria-labelledby="title desc">')
    print('<title id="title">The panels of the dashboard</title>')
    print('<desc id="desc">Two servers under load for two and a half minutes, with a burst of refused reviews. The panels about'
          " the API server and the objects of a cluster have no data, as there is none.</desc>")
    print(f"<style>{STYLE}</style>")
    print(f'<rect class="paper" width="{WIDTH}" height="{height}" rx="8"/>')
    print("\n".join(body))
    print("</svg>")


if __name__ == "__main__":
    main()
