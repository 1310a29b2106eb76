"""
Serin's deploy agent of this checkout, with the Java options of its image and its manifests.

The limit of memory of the manifests is told to Java as the size of the machine, since no container sets it here.
"""

import http.client
import os
import re
import shutil
import subprocess

from contenders.base import Contender
from frame.cluster import E2E, free_port
from frame.processes import Failed, Process

HOME = E2E.parent
JAR = HOME / "deploy-agent/target/quarkus-app/quarkus-run.jar"
IMAGE = HOME / "deploy-agent/service.yaml"
MANIFEST = HOME / "deploy-agent/install/base/deployment.yaml"
READY_SECONDS = 60


def _java():
    home = os.environ.get("JAVA_HOME")
    found = f"{home}/bin/java" if home else shutil.which("java")
    if not found:
        raise Failed("no Java found: install a JDK 17 or newer, or set JAVA_HOME")
    return found


def _version():
    commit = subprocess.run(
        ["git", "-C", HOME, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return f"Serin's deploy agent at {commit.stdout.strip() or 'an unknown commit'}; Java {' '.join(_options())}"


def _options():
    manifest = MANIFEST.read_text(encoding="utf-8")
    heap = re.search(r"JAVA_TOOL_OPTIONS\n\s+value: (.*)", manifest)
    limit = re.search(r"limits:\s+memory: (\d+)Mi", manifest)
    image = re.findall(r"^ +- (-X\S+)", IMAGE.read_text(encoding="utf-8"), re.MULTILINE)
    if not (heap and limit and image):
        raise Failed(f"cannot read the agent's Java options from {IMAGE} and {MANIFEST}")
    return [*heap.group(1).split(), f"-XX:MaxRAM={limit.group(1)}m", *image]


def _ready(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _start(cluster):
    if not JAR.is_file():
        raise Failed(f"{JAR} is missing; build it: mvn -q -pl deploy-agent -am -Pquick package")
    cluster.forget_leaders()
    port = free_port()
    process = Process(
        "serin",
        [_java(), *_options(), "-jar", JAR],
        cluster.folder / "serin.log",
        {
            "KUBECONFIG": str(cluster.kubeconfig("serin")),
            "QUARKUS_HTTP_PORT": str(port),
            "SERIN_AGENT_LEADER_ELECTION": "false",
            "SERIN_AGENT_HISTORY_URL": f"jdbc:sqlite:{cluster.folder / 'history.db'}",
        },
    )
    process.await_true("its start", lambda: _ready(port), READY_SECONDS)
    return process


CURRENT = Contender(
    name="serin",
    version=_version,
    settings="as shipped: no client-side limit of requests, 8 workers and 4 urgent ones, no leader election, history in SQLite",
    start=_start,
    traffic=("virtualservice", "httproute"),
    verdicts=frozenset({"abort"}),
)
