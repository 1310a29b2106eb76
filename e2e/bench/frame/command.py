"""
e2e/bench/run: starts the contenders of a benchmark one after the other and compares them.

A benchmark is a module of `benchmarks` with SUMMARY, CONTENDERS (their names; the first is compared with the others),
arguments(parser), check(options, contenders) and run(context), which starts its contender, drives it and reports
figures. All contenders of a run have the same API server, so run leaves it as it found it. A module may also have
DEPLOYER, a contender, with prepare(context), which is called with it at the beginning of each run.
"""

import argparse
import datetime
import importlib
import json
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import time

import contenders as known
from frame.cluster import Cluster
from frame.figures import Figures, table
from frame.processes import Failed, WrongUsage

BENCHMARKS = pathlib.Path(__file__).resolve().parents[1] / "benchmarks"


class Context:
    """What a benchmark has: options, a contender, an API server, and where to report."""

    def __init__(self, options, contender, cluster, figures, details, label):
        self.options, self.contender, self.cluster = options, contender, cluster
        self._figures, self._details, self._label = figures, details, label
        self._said, self._said_at = "", 0.0

    def report(self, group, name, unit, value):
        """One figure of this contender and run; lower is better."""
        self._figures.add(self.contender.name, group, name, unit, value)
        self._say(f"{group}: {name}: {value:.4g} {unit}")

    def detail(self, group, name, value):
        """Something for the JSON only."""
        self._details.append({"contender": self.contender.name, "group": group, "name": name, "value": value})

    def progress(self, text):
        """Says what is being done, at most once a second."""
        if text != self._said and time.monotonic() > self._said_at + 1:
            self._said, self._said_at = text, time.monotonic()
            self._say(text)

    def _say(self, text):
        print(f"{time.strftime('%H:%M:%S')} {self._label}: {text}", file=sys.stderr, flush=True)


def _benchmarks():
    names = sorted(file.stem for file in BENCHMARKS.glob("*.py") if not file.stem.startswith("_"))
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "SUMMARY")}


def _parser(benchmarks):
    parser = argparse.ArgumentParser(
        prog="e2e/bench/run",
        description="Compares programs that do the same: on the same API server, under the same load, measured from outside.",
    )
    commands = parser.add_subparsers(dest="benchmark", metavar="NAME", required=True)
    for name, module in benchmarks.items():
        command = commands.add_parser(
            name, help=module.SUMMARY, description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.add_argument(
            "--contenders",
            default=",".join(module.CONTENDERS),
            help=f"of {', '.join(known.ALL)}; the first is compared with the others (%(default)s)",
        )
        command.add_argument("--runs", type=int, default=3, help="how often each contender runs, in turns (%(default)s)")
        command.add_argument("--json", type=pathlib.Path, help="also write everything that was measured to this file")
        command.add_argument("--keep", action="store_true", help="keep the logs of a run that went well")
        module.arguments(command)
    return parser


def _contenders(names):
    chosen = names.split(",")
    unknown = [name for name in chosen if name not in known.ALL]
    if unknown or len(set(chosen)) < len(chosen):
        raise WrongUsage(f"--contenders {names}: take each of {', '.join(known.ALL)} at most once")
    return [known.ALL[name] for name in chosen]


def machine():
    """What the benchmark runs on."""
    model = "unknown processor"
    memory = 0
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
    for line in pathlib.Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("MemTotal:"):
            memory = int(line.split()[1]) / 1024 / 1024
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr.splitlines()
    return {
        "processors": os.cpu_count(),
        "model": model,
        "memory": f"{memory:.0f} GiB",
        "kernel": platform.release(),
        "java": java[0] if java else "none",
    }


def _load():
    return [round(load, 1) for load in os.getloadavg()]


def _helpers(module):
    """The contender that prepares what the others are measured with, if the benchmark has one."""
    return [module.DEPLOYER] if hasattr(module, "DEPLOYER") else []


def _run(options, module, contenders, figures, details):
    loads = []
    for index in range(options.runs):
        cluster = Cluster({contender.name for contender in [*contenders, *_helpers(module)]})
        try:
            label = f"run {index + 1} of {options.runs}"
            for helper in _helpers(module):
                module.prepare(Context(options, helper, cluster, figures, details, f"{label}, deploying"))
            # In turns, so that what one leaves in the API server's memory favours nobody.
            for contender in contenders if index % 2 == 0 else reversed(contenders):
                loads.append(_load())
                module.run(Context(options, contender, cluster, figures, details, f"{label}, {contender.name}"))
        except BaseException:
            cluster.stop()
            print(f"logs: {cluster.folder}", file=sys.stderr)
            raise
        cluster.stop()
        if options.keep:
            print(f"logs: {cluster.folder}", file=sys.stderr)
        else:
            shutil.rmtree(cluster.folder)
    return loads


def main(words):
    """Runs one benchmark; returns the exit code: 0, 1 when it failed, 2 for wrong usage."""
    # A shell's background job is not asked by Ctrl-C, and everybody stops a service by SIGTERM: both clear up.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    benchmarks = _benchmarks()
    options = _parser(benchmarks).parse_args(words)
    module = benchmarks[options.benchmark]
    figures, details = Figures(), []
    begun = datetime.datetime.now(datetime.timezone.utc)
    try:
        contenders = _contenders(options.contenders)
        if options.runs < 1:
            raise WrongUsage("--runs takes a number from 1 on")
        module.check(options, contenders)
        loads = _run(options, module, contenders, figures, details)
    except Failed as failure:
        print(f"e2e/bench/run: {failure}", file=sys.stderr)
        return 2 if isinstance(failure, WrongUsage) else 1
    except KeyboardInterrupt:
        return 130
    names = [contender.name for contender in contenders]
    report = {
        "benchmark": options.benchmark,
        "command": " ".join(["e2e/bench/run", *words]),
        "begun": begun.isoformat(timespec="seconds"),
        "seconds": round((datetime.datetime.now(datetime.timezone.utc) - begun).total_seconds()),
        "machine": machine(),
        "loadBefore": loads,
        "contenders": {c.name: {"version": c.version(), "settings": c.settings} for c in contenders},
        "figures": [
            {"group": f.group, "name": f.name, "unit": f.unit, "values": f.values} for f in figures
        ],
        "details": details,
    }
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(_heading(report))
    print(table(figures, names))
    return 0


def _heading(report):
    lines = [f"{key}: {report[key]}" for key in ("command", "begun", "seconds")]
    lines.append("machine: " + ", ".join(f"{value}" for value in report["machine"].values()))
    lines.append(f"load averages before each contender: {report['loadBefore']}")
    lines += [f"{name}: {c['version']}; {c['settings']}" for name, c in report["contenders"].items()]
    return "\n".join([*lines, ""])
