"""
Many rollouts that nobody touches: memory, processor time and requests of a controller that has just started over them.

The fleet is deployed by Argo Rollouts without its limits, once for each run. Then each contender in turn is started over
it, comes to rest, and is measured. So Serin takes over rollouts that Argo's controller began, as it has to.
"""

import contextlib
import time

from benchmarks.fleet import ALL_ROLLOUTS, Fleet, Kind, rollout_state
from contenders import argo
from frame.audit import Requests, total
from frame.processes import Failed, WrongUsage
from frame.watches import Watch

SUMMARY = "memory, CPU and API requests of controllers that have just started over thousands of idle rollouts"
CONTENDERS = ("serin", "argo")
DEPLOYER = argo.TUNED

QUIET_REQUESTS = 30
QUIET_SECONDS = 5
QUIET_WITHIN_SECONDS = 600
MEASURED_SECONDS = 60


def arguments(parser):
    """Options of this benchmark."""
    parser.add_argument("--rollouts", type=int, default=5000, help="how many (%(default)s)")
    parser.add_argument("--replicas", type=int, default=1, help="pods of a rollout (%(default)s)")
    parser.add_argument("--per-namespace", type=int, default=50, help="rollouts of a namespace (%(default)s)")


def check(options, contenders):
    """All contenders have to understand the same routes."""
    options.traffic = next(
        (kind for kind in contenders[0].traffic if all(kind in contender.traffic for contender in contenders)), None
    )
    if min(options.rollouts, options.replicas, options.per_namespace) < 1:
        raise WrongUsage("numbers are whole and from 1 on")
    if options.traffic is None:
        raise WrongUsage("the contenders have no kind of routes in common")


def prepare(context):
    """Deploys the fleet."""
    with _rollouts(context) as rollouts, _started(context, DEPLOYER):
        options = context.options
        kind = Kind(options.traffic, options.replicas, options.per_namespace, False)
        Fleet(context.cluster, "idle", options.rollouts, kind, rollouts, context.progress).create()


def run(context):
    """Measures one contender over the fleet."""
    group = f"{context.options.rollouts} idle rollouts"
    requests = Requests(context.cluster.audit_log, context.contender.user)
    with _started(context, context.contender) as process:
        context.report(group, "start to caches in sync", "s", time.monotonic() - process.started_at)
        _await_rest(context)
        context.report(group, "API requests until at rest", "per rollout", total(requests.count()) / context.options.rollouts)
        before, begun = process.cpu_seconds(), time.monotonic()
        requests = Requests(context.cluster.audit_log, context.contender.user)
        context.report(group, "CPU until at rest", "s", before)
        time.sleep(MEASURED_SECONDS)
        context.report(group, "CPU at rest", "% of a core", 100 * (process.cpu_seconds() - before) / (time.monotonic() - begun))
        context.report(group, "resident memory", "MiB", process.resident_mib())
        context.report(group, "API requests at rest", "per min", total(requests.count()) * 60 / MEASURED_SECONDS)


def _await_rest(context):
    """Waits until the contender asks for next to nothing any more."""
    deadline = time.monotonic() + QUIET_WITHIN_SECONDS
    while time.monotonic() < deadline:
        requests = Requests(context.cluster.audit_log, context.contender.user)
        time.sleep(QUIET_SECONDS)
        asked = total(requests.count())
        context.progress(f"coming to rest: {asked / QUIET_SECONDS:.0f} requests/s")
        if asked <= QUIET_REQUESTS:
            return
    raise Failed(f"{context.contender.name} does not come to rest within {QUIET_WITHIN_SECONDS} s")


@contextlib.contextmanager
def _started(context, contender):
    process = contender.start(context.cluster)
    try:
        yield process
    finally:
        process.stop()


def _rollouts(context):
    return contextlib.closing(Watch(context.cluster.access("driver"), ALL_ROLLOUTS, rollout_state))
