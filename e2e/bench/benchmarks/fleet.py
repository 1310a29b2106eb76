"""Many rollouts alike: their objects, what is watched of them, and what is done to them."""

import dataclasses
import time

from frame.processes import Failed

ROLLOUTS = "/apis/argoproj.io/v1alpha1/namespaces/{}/rollouts"
ALL_ROLLOUTS = "/apis/argoproj.io/v1alpha1/rollouts"
TEMPLATES = "/apis/argoproj.io/v1alpha1/namespaces/{}/analysistemplates"
SERVICES = "/api/v1/namespaces/{}/services"
ROUTES = {
    "virtualservice": "/apis/networking.istio.io/v1alpha3/{}virtualservices",
    "httproute": "/apis/gateway.networking.k8s.io/v1/{}httproutes",
}
HOUR = 3600

# Four steps with two pauses of 4 s.
PASSING = [{"setWeight": 20}, {"pause": {"duration": 4}}, {"setWeight": 60}, {"pause": {"duration": 4}}]
# Stays at 20 % until somebody promotes or aborts it.
WAITING = [{"setWeight": 20}, {"pause": {}}, {"setWeight": 60}, {"pause": {}}]


@dataclasses.dataclass(frozen=True)
class RolloutState:
    """What a benchmark looks at of a Rollout."""

    generation: int
    observed: str
    phase: str
    stable: str
    current: str
    message: str

    def done(self, generation):
        """Whether the update with this generation is out, and nothing is left of the one before."""
        return (
            self.generation >= generation
            and self.observed == str(self.generation)
            and self.phase == "Healthy"
            and self.stable == self.current != ""
        )

    def waits(self, generation):
        """Whether the update with this generation is at its pause without end."""
        return self.generation >= generation and self.observed == str(self.generation) and self.phase == "Paused"


def rollout_state(rollout):
    """Reads a RolloutState."""
    status = rollout.get("status", {})
    return RolloutState(
        rollout["metadata"]["generation"],
        str(status.get("observedGeneration", "")),
        status.get("phase", ""),
        status.get("stableRS", ""),
        status.get("currentPodHash", ""),
        status.get("message", ""),
    )


def canary_weight(route):
    """The canary's weight in a VirtualService or HTTPRoute; 0 when none is written."""
    spec = route["spec"]
    if "http" in spec:
        return spec["http"][0]["route"][1].get("weight", 0)
    return spec["rules"][0]["backendRefs"][1].get("weight", 0)


@dataclasses.dataclass(frozen=True)
class Kind:
    """How the rollouts of a fleet are made."""

    traffic: str
    replicas: int
    per_namespace: int
    analysis: bool


class Fleet:
    """Rollouts 0 to size - 1 under a common name, spread over namespaces."""

    def __init__(self, cluster, name, size, kind, rollouts, progress):
        self.keys = [(f"{name}-{index // kind.per_namespace}", f"{name}-{index}") for index in range(size)]
        self._cluster, self._api, self._kind = cluster, cluster.api, kind
        self._rollouts, self._progress = rollouts, progress
        self._steps, self._version = PASSING, 0
        self.analysed = kind.analysis
        self._generations = {}

    def create(self, metrics=None):
        """Creates everything, and waits until the first version is out everywhere."""
        for namespace in sorted({namespace for namespace, _ in self.keys}):
            self._cluster.namespace(namespace)
            if self._kind.analysis:
                self._api.create(TEMPLATES.format(namespace), _template(metrics))
        self._generations = dict(zip(self.keys, self._api.all(self._create, self.keys)))
        self.await_done("deployed")

    def _create(self, key):
        namespace, name = key
        for suffix in ("stable", "canary"):
            self._api.create(SERVICES.format(namespace), _service(f"{name}-{suffix}", name))
        self._api.create(ROUTES[self._kind.traffic].format(f"namespaces/{namespace}/"), _route(self._kind.traffic, name))
        created = self._api.create(ROLLOUTS.format(namespace), _rollout(name, self._kind, self._steps))
        return created["metadata"]["generation"]

    def update(self, steps):
        """Gives every rollout a new version, as fast as the API server takes it."""
        self._version += 1
        spec = {
            "strategy": {"canary": {"steps": steps}},
            "template": {"metadata": {"annotations": {"version": str(self._version)}}},
        }
        self._steps = steps

        def patch(key):
            path = f"{ROLLOUTS.format(key[0])}/{key[1]}"
            return self._api.merge(path, {"spec": spec})["metadata"]["generation"]

        self._generations = dict(zip(self.keys, self._api.all(patch, self.keys)))

    def abort(self, key):
        """An operator's abort, as `kubectl argo rollouts abort` does it; returns when it was sent."""
        sent = time.monotonic()
        self._api.merge(f"{ROLLOUTS.format(key[0])}/{key[1]}/status", {"status": {"abort": True}})
        return sent

    def await_done(self, what, seconds=HOUR):
        """Waits until the last update is out everywhere."""
        self._await(what, lambda key, state: state is not None and state.done(self._generations[key]), seconds)

    def await_waiting(self, what, seconds=HOUR):
        """Waits until every rollout is at its pause without end."""
        self._await(what, lambda key, state: state is not None and state.waits(self._generations[key]), seconds)

    def await_aborted(self, what, seconds=HOUR):
        """Waits until every rollout says that it is aborted."""
        self._await(what, lambda key, state: state is not None and state.phase == "Degraded", seconds)

    def _await(self, what, condition, seconds):
        missing = self._rollouts.await_all(
            self.keys, condition, seconds, lambda done, all_: self._progress(f"{what}: {done} of {all_}")
        )
        if missing:
            example = sorted(missing)[0]
            state = self._rollouts.last(example)
            raise Failed(f"after {seconds} s {len(missing)} rollouts are not {what}; {example} is {state}")


def delete_namespaces(cluster, progress):
    """Deletes everything that fleets have made, and waits until it is gone."""
    kept = {"default", "kube-system", "kube-public", "kube-node-lease", "bench"}

    def left():
        items = cluster.api.get("/api/v1/namespaces")["items"]
        return [item["metadata"]["name"] for item in items if item["metadata"]["name"] not in kept]

    for name in left():
        cluster.api.delete(f"/api/v1/namespaces/{name}")
    while names := left():
        progress(f"clearing: {len(names)} namespaces left")
        time.sleep(0.5)


def _service(name, app):
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {"selector": {"app": app}, "ports": [{"name": "http", "port": 80, "targetPort": 8080}]},
    }


def _route(traffic, name):
    if traffic == "virtualservice":
        return {
            "apiVersion": "networking.istio.io/v1alpha3",
            "kind": "VirtualService",
            "metadata": {"name": name},
            "spec": {
                "hosts": [name],
                "http": [
                    {
                        "name": "primary",
                        "route": [
                            {"destination": {"host": f"{name}-stable"}, "weight": 100},
                            {"destination": {"host": f"{name}-canary"}, "weight": 0},
                        ],
                    }
                ],
            },
        }
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": name},
        "spec": {
            "parentRefs": [{"name": "gateway"}],
            "rules": [
                {
                    "backendRefs": [
                        {"name": f"{name}-stable", "port": 80, "weight": 100},
                        {"name": f"{name}-canary", "port": 80, "weight": 0},
                    ]
                }
            ],
        },
    }


def _template(metrics):
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AnalysisTemplate",
        "metadata": {"name": "errors"},
        "spec": {
            "args": [{"name": "rollout"}],
            "metrics": [
                {
                    "name": "errors",
                    "interval": "5s",
                    "successCondition": "result[0] < 1",
                    "provider": {
                        "prometheus": {"address": metrics, "query": 'errors{rollout="{{args.rollout}}"}'}
                    },
                }
            ],
        },
    }


def _rollout(name, kind, steps):
    routing = (
        {"istio": {"virtualService": {"name": name, "routes": ["primary"]}}}
        if kind.traffic == "virtualservice"
        else {"plugins": {"argoproj-labs/gatewayAPI": {"httpRoute": name}}}
    )
    analysis = {"templates": [{"templateName": "errors"}], "args": [{"name": "rollout", "value": name}]}
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Rollout",
        "metadata": {"name": name},
        "spec": {
            "replicas": kind.replicas,
            "revisionHistoryLimit": 2,
            "selector": {"matchLabels": {"app": name}},
            "template": {
                "metadata": {"labels": {"app": name}, "annotations": {"version": "0"}},
                "spec": {
                    "tolerations": [{"operator": "Exists"}],
                    "containers": [
                        {
                            "name": "app",
                            "image": f"registry.example/{name}:1",
                            "ports": [{"name": "http", "containerPort": 8080}],
                            "resources": {"requests": {"cpu": "10m", "memory": "16Mi"}},
                            "readinessProbe": {"httpGet": {"path": "/readyz", "port": "http"}},
                        }
                    ],
                },
            },
            "strategy": {
                "canary": {
                    "stableService": f"{name}-stable",
                    "canaryService": f"{name}-canary",
                    "scaleDownDelaySeconds": 5,
                    "abortScaleDownDelaySeconds": 5,
                    "trafficRouting": routing,
                    "steps": steps,
                    **({"analysis": analysis} if kind.analysis else {}),
                }
            },
        },
    }
