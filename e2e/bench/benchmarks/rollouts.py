"""
Rollouts on a busy controller: how soon traffic is back, and what a rollout costs.

For every size, in this order:
1. deploy that many rollouts, and let the controller come to rest;
2. update all at once, with 4 steps and two pauses of 4 s: time until all are out, CPU, memory, requests;
3. update all again, and while they are in progress abort other rollouts, one every 0.25 s;
4. update all to a pause without end; then abort all at once;
and before the first size: at rest with no rollout; a warm-up that is not measured.
An abort is timed from the moment before the operator's patch is sent to the arrival of the route's watch event that has
the canary's weight at 0. With --verdict metric it is timed from the metric server's failing answer instead.
"""

import contextlib
import time

from benchmarks.fleet import ALL_ROLLOUTS, PASSING, ROUTES, WAITING, Fleet, Kind, canary_weight, delete_namespaces
from benchmarks.fleet import rollout_state
from frame.audit import Requests, total
from frame.figures import percentiles
from frame.metric_server import MetricServer
from frame.processes import Failed, MemoryWatch, WrongUsage
from frame.watches import Watch

SUMMARY = "time to roll back, CPU, memory and API requests of controllers with 1 to 500 rollouts in progress"
CONTENDERS = ("serin", "argo")

WARM_UP_ROLLOUTS = 20
WARM_UP_UPDATES = 2
REST_SECONDS = 15
# Both keep a version that was replaced for 5 s; what they do after that belongs to the update.
SETTLE_SECONDS = 8
PROBE_GAP_SECONDS = 0.25
BACK_SECONDS = 120


def arguments(parser):
    """Options of this benchmark."""
    parser.add_argument("--rollouts", default="1,50,500", help="sizes, separated by commas (%(default)s)")
    parser.add_argument("--probes", type=int, default=40, help="rollouts that are aborted one by one (%(default)s)")
    parser.add_argument("--replicas", type=int, default=1, help="pods of a rollout (%(default)s)")
    parser.add_argument("--per-namespace", type=int, default=50, help="rollouts of a namespace (%(default)s)")
    parser.add_argument(
        "--traffic",
        choices=["own", *ROUTES],
        default="virtualservice",
        help="the kind of routes; own: the first that each contender has in the box (%(default)s)",
    )
    parser.add_argument("--verdict", choices=["abort", "metric"], default="abort", help="what fails a rollout (%(default)s)")


def check(options, contenders):
    """Refuses what a contender cannot do, before anything is started."""
    try:
        options.sizes = [int(size) for size in options.rollouts.split(",")]
    except ValueError:
        options.sizes = [0]
    if min(*options.sizes, options.probes, options.replicas, options.per_namespace) < 1:
        raise WrongUsage("sizes and numbers are whole and from 1 on, such as --rollouts 1,50")
    for contender in contenders:
        if options.traffic not in ("own", *contender.traffic):
            raise WrongUsage(f"{contender.name} cannot set weights in a {options.traffic}; take --traffic own")
        if options.verdict not in contender.verdicts:
            raise WrongUsage(f"{contender.name} has no provider for --verdict {options.verdict}")


def run(context):
    """One contender, all sizes."""
    with contextlib.closing(_Run(context)) as one:
        one.all_sizes()
    context.progress("clearing")
    delete_namespaces(context.cluster, context.progress)


class _Run:
    def __init__(self, context):
        self._context, self._cluster, self._options = context, context.cluster, context.options
        traffic = self._options.traffic
        self._traffic = context.contender.traffic[0] if traffic == "own" else traffic
        self._metrics = MetricServer()
        access = self._cluster.access("driver")
        self._rollouts = Watch(access, ALL_ROLLOUTS, rollout_state)
        self._routes = Watch(access, ROUTES[self._traffic].format(""), canary_weight)
        self._process = context.contender.start(self._cluster)

    def close(self):
        self._process.stop()
        self._rollouts.close()
        self._routes.close()
        self._metrics.close()

    def all_sizes(self):
        context = self._context
        context.report("at rest, no rollout", "start to caches in sync", "s", time.monotonic() - self._process.started_at)
        time.sleep(REST_SECONDS)
        self._rest("at rest, no rollout")
        self._warm_up()
        for size in self._options.sizes:
            self._size(size, f"{size} rollouts" if size > 1 else "1 rollout")

    def _fleet(self, name, size, analysis=False):
        kind = Kind(self._traffic, self._options.replicas, self._options.per_namespace, analysis)
        return Fleet(self._cluster, name, size, kind, self._rollouts, self._context.progress)

    def _rest(self, group):
        before, requests = self._process.cpu_seconds(), Requests(self._cluster.audit_log, self._context.contender.user)
        begun = time.monotonic()
        time.sleep(REST_SECONDS)
        share = (self._process.cpu_seconds() - before) / (time.monotonic() - begun)
        self._context.report(group, "CPU", "% of a core", 100 * share)
        self._context.report(group, "resident memory", "MiB", self._process.resident_mib())
        self._context.report(group, "API requests", "per min", total(requests.count()) * 60 / REST_SECONDS)

    def _warm_up(self):
        self._context.progress("warming up")
        fleet = self._fleet("warm", WARM_UP_ROLLOUTS)
        fleet.create()
        for _ in range(WARM_UP_UPDATES):
            fleet.update(PASSING)
            fleet.await_done("warm")
        fleet.update(WAITING)
        fleet.await_waiting("warm and waiting")
        self._abort_all(fleet)
        fleet.await_aborted("warm and aborted")

    def _size(self, size, group):
        context = self._context
        metric = self._options.verdict == "metric"
        probes = self._fleet(f"probe{size}", self._options.probes, metric)
        probes.create(self._metrics.address)
        fleet = self._fleet(f"fleet{size}", size, metric)
        begun = time.monotonic()
        fleet.create(self._metrics.address)
        context.report(group, "all deployed", "s", time.monotonic() - begun)
        time.sleep(SETTLE_SECONDS)
        self._update(fleet, group, size)
        self._probe(fleet, probes, group)
        fleet.update(WAITING)
        fleet.await_waiting("waiting at 20 %")
        time.sleep(SETTLE_SECONDS)
        self._abort_all(fleet, group)
        fleet.await_aborted("aborted")

    def _update(self, fleet, group, size):
        requests = Requests(self._cluster.audit_log, self._context.contender.user)
        memory = MemoryWatch(self._process)
        cpu, begun = self._process.cpu_seconds(), time.monotonic()
        fleet.update(PASSING)
        fleet.await_done("updated")
        self._context.report(group, "update of all, 4 steps", "s", time.monotonic() - begun)
        time.sleep(SETTLE_SECONDS)
        used = self._process.cpu_seconds() - cpu
        counts = requests.count()
        self._context.report(group, "CPU of the update", "ms per rollout", 1000 * used / size)
        self._context.report(group, "API requests of the update", "per rollout", total(counts) / size)
        self._context.report(group, "most resident memory", "MiB", memory.close())
        self._context.detail(group, "requests", dict(counts))

    def _probe(self, fleet, probes, group):
        """Aborts probes while the fleet is in progress."""
        probes.update(WAITING)
        probes.await_waiting("probes waiting")
        time.sleep(SETTLE_SECONDS)
        back = _Back(self._routes)
        fleet.update(PASSING)
        for key in probes.keys:
            self._fail(probes, [key], back)
            time.sleep(PROBE_GAP_SECONDS)
        self._report(group, "one fails, others in progress: traffic back", back.latencies(probes.keys))
        fleet.await_done("updated around the probes")

    def _abort_all(self, fleet, group=None):
        back = _Back(self._routes)
        self._context.progress(f"failing {len(fleet.keys)} at once")
        self._fail(fleet, fleet.keys, back)
        latencies = back.latencies(fleet.keys)
        if group:
            self._report(group, "all fail at once: traffic back", latencies)
            self._context.report(group, "all fail at once: last one back", "ms", back.whole(fleet.keys))

    def _fail(self, fleet, keys, back):
        if self._options.verdict == "abort" or not fleet.analysed:
            for key, sent in zip(keys, self._cluster.api.all(fleet.abort, keys)):
                back.asked(key, sent)
            return
        names = {key[1]: key for key in keys}
        self._metrics.fail(names)
        for name, at in self._metrics.await_answers(names, BACK_SECONDS).items():
            back.asked(names[name], at)

    def _report(self, group, name, latencies):
        for label, value in percentiles(latencies, (50, 99, 100)).items():
            self._context.report(group, f"{name}, {label}", "ms", 1000 * value)


class _Back:
    """When rollouts were told to go back, and when their canary's weight was 0."""

    def __init__(self, routes):
        self._routes, self._asked, self._arrived = routes, {}, {}
        routes.listen(self._changed)

    def _changed(self, arrived, key, weight):
        if weight == 0:
            self._arrived.setdefault(key, arrived)

    def asked(self, key, at):
        self._asked[key] = at

    def latencies(self, keys):
        """Seconds from the order to the traffic, one for each rollout; fails when one does not come back."""
        missing = self._routes.await_all(keys, lambda _, weight: weight == 0, BACK_SECONDS)
        if missing:
            raise Failed(f"the traffic of {len(missing)} rollouts is not back after {BACK_SECONDS} s: {sorted(missing)[0]}")
        return [self._arrived[key] - self._asked[key] for key in keys]

    def whole(self, keys):
        """Milliseconds from the first order to the last one back."""
        return 1000 * (max(self._arrived[key] for key in keys) - min(self._asked[key] for key in keys))
