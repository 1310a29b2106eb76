"""Argo Rollouts' controller, as its install.yaml runs it, and without its limits."""

import re

from contenders.base import Contender
from frame.cluster import E2E, binary, free_port
from frame.processes import Process

READY_SECONDS = 60


def _version():
    text = (E2E / "cluster/tools/argo-rollouts/go.mod").read_text(encoding="utf-8")
    return "Argo Rollouts " + re.search(r"argoproj/argo-rollouts (v[\w.]+)", text).group(1)


def _start(name, options):
    def start(cluster):
        cluster.forget_leaders()
        process = Process(
            name,
            [
                binary("rollouts-controller"),
                f"--kubeconfig={cluster.kubeconfig(name)}",
                f"--metricsPort={free_port()}",
                f"--healthzPort={free_port()}",
                *options,
            ],
            cluster.folder / f"{name}.log",
            {"POD_NAMESPACE": "bench"},
        )
        process.await_true(
            "its start", lambda: "Controller is running" in process.log.read_text(errors="replace"), READY_SECONDS
        )
        return process

    return start


SHIPPED = Contender(
    name="argo",
    version=_version,
    settings="as shipped: 40 requests/s with bursts of 80, 10 workers, leader election",
    start=_start("argo", []),
    traffic=("virtualservice",),
    verdicts=frozenset({"abort", "metric"}),
)

TUNED_OPTIONS = [
    "--qps=1000",
    "--burst=2000",
    "--rollout-threads=32",
    "--analysis-threads=64",
    "--service-threads=32",
    "--loglevel=warn",
]

TUNED = Contender(
    name="argo-tuned",
    version=_version,
    settings="tuned: " + " ".join(TUNED_OPTIONS),
    start=_start("argo-tuned", TUNED_OPTIONS),
    traffic=("virtualservice",),
    verdicts=frozenset({"abort", "metric"}),
)
