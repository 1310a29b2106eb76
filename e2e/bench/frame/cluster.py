"""
An API server of a benchmark's own: etcd, kube-apiserver, controller manager, scheduler and kwok's fake nodes.

Everything listens on loopback, on ports that were free, and lives in a temporary folder. Contenders are service
accounts with every right, so that the API server queues their requests as it does a controller's in a pod; their
requests go into an audit log. The driver is an administrator, whose requests are never queued.
"""

import json
import pathlib
import secrets
import socket
import subprocess
import tempfile

from frame import audit
from frame.api import Access, Api, ApiError
from frame.processes import Failed, Process

E2E = pathlib.Path(__file__).resolve().parents[2]
MANIFESTS = E2E / "bench" / "manifests"
NODES = 20
PODS_PER_NODE = 1000
READY_SECONDS = 60


def binary(name):
    """The path of a program of the cluster; built first when the cache does not have it."""
    found = subprocess.run([E2E / "cluster" / "binary", name], stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        raise Failed(f"e2e/cluster/binary {name} failed; its messages are above")
    return found.stdout.strip()


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _holds(item, condition):
    """Whether an object's status says that a condition is true."""
    conditions = item.get("status", {}).get("conditions") or []
    return any(known["type"] == condition and known["status"] == "True" for known in conditions)


class Cluster:
    """A running API server with its controllers."""

    def __init__(self, users, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="serin-bench-"))
        self.users = [f"system:serviceaccount:bench:{user}" for user in sorted(users)]
        self._parts = []
        self._tokens = {}
        self._port = free_port()
        self.audit_log = self.folder / "audit.log"
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self):
        etcd = self._etcd()
        self._tokens_file()
        self._keys()
        self._json("audit-policy.json", audit.policy(self.users))
        server = self._api_server(etcd)
        self.api = Api(self.access("driver"))
        server.await_true("/readyz", self._ready, READY_SECONDS)
        self._rights()
        self._kinds()
        server.await_true("the new kinds", self._served, READY_SECONDS)
        self._controllers()

    def access(self, user):
        """How a user reaches the API server."""
        return Access(self._port, self._tokens[user], self.folder / "apiserver" / "apiserver.crt")

    def kubeconfig(self, contender):
        """A kubeconfig for a contender, in namespace bench."""
        user = f"system:serviceaccount:bench:{contender}"
        return self._kubeconfig(contender, user)

    def stop(self):
        """Stops everything that was started, the last first."""
        while self._parts:
            self._parts.pop().stop()

    def _spawn(self, name, *options):
        part = Process(name, [binary(name), *options], self.folder / f"{name}.log")
        self._parts.append(part)
        return part

    def _etcd(self):
        client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        etcd = self._spawn(
            "etcd",
            f"--data-dir={self.folder / 'etcd'}",
            "--unsafe-no-fsync",
            "--log-level=warn",
            "--quota-backend-bytes=8589934592",
            f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
        )
        return etcd and client

    def _tokens_file(self):
        groups = {
            "driver": ("driver", "system:masters"),
            "kwok": ("kwok", "system:masters"),
            "kube-controller-manager": ("system:kube-controller-manager", "bench:controllers"),
            "kube-scheduler": ("system:kube-scheduler", "bench:controllers"),
            **{user: (user, "system:serviceaccounts,bench:controllers") for user in self.users},
        }
        self._tokens = {user: secrets.token_hex(16) for user in groups}
        lines = [f'{self._tokens[user]},{name},{name},"{group}"' for user, (name, group) in groups.items()]
        file = self.folder / "tokens.csv"
        file.touch(mode=0o600)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _keys(self):
        key = self.folder / "service-accounts.key"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)

    def _api_server(self, etcd):
        key = self.folder / "service-accounts.key"
        return self._spawn(
            "kube-apiserver",
            "--bind-address=127.0.0.1",
            f"--secure-port={self._port}",
            f"--cert-dir={self.folder / 'apiserver'}",
            f"--etcd-servers={etcd}",
            f"--token-auth-file={self.folder / 'tokens.csv'}",
            "--authorization-mode=RBAC",
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.32.0.0/12",
            "--service-account-issuer=https://bench",
            f"--service-account-key-file={key}",
            f"--service-account-signing-key-file={key}",
            f"--audit-policy-file={self.folder / 'audit-policy.json'}",
            f"--audit-log-path={self.audit_log}",
            "--audit-log-mode=batch",
            "--audit-log-batch-max-wait=500ms",
            "--audit-log-batch-buffer-size=100000",
        )

    def _ready(self):
        try:
            return self.api.get("/readyz") == b"ok"
        except (ApiError, OSError):
            return False

    def _rights(self):
        self.api.create(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            {
                "apiVersion": "rbac.authorization.k8s.io/v1",
                "kind": "ClusterRoleBinding",
                "metadata": {"name": "bench"},
                "subjects": [{"kind": "Group", "name": "bench:controllers", "apiGroup": "rbac.authorization.k8s.io"}],
                "roleRef": {"kind": "ClusterRole", "name": "cluster-admin", "apiGroup": "rbac.authorization.k8s.io"},
            },
        )
        self.namespace("bench")

    def namespace(self, name):
        """Creates a namespace."""
        self.api.create("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})

    def forget_leaders(self):
        """Deletes the locks of contenders that were stopped: otherwise the next one waits until they expire."""
        self.api.delete("/apis/coordination.k8s.io/v1/namespaces/bench/leases")

    def _kinds(self):
        kubectl = binary("kubectl")
        config = self._kubeconfig("driver", "driver")
        for file in (binary("argo-rollouts-crds"), MANIFESTS / "traffic-crds.yaml"):
            self._kubectl(kubectl, config, "create", "-f", file)

    def _served(self):
        """Whether the new kinds are established and their stores can be read, which is a moment later."""
        kinds = self.api.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions")["items"]
        if not all(_holds(kind, "Established") for kind in kinds):
            return False
        try:
            for kind in kinds:
                spec = kind["spec"]
                for version in spec["versions"]:
                    self.api.get(f"/apis/{spec['group']}/{version['name']}/{spec['names']['plural']}")
        except ApiError:
            return False
        return True

    @staticmethod
    def _kubectl(kubectl, config, *words):
        done = subprocess.run([kubectl, f"--kubeconfig={config}", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"kubectl {words[0]} failed: {done.stderr.strip()}")

    def _controllers(self):
        manager = self._spawn(
            "kube-controller-manager",
            f"--kubeconfig={self._kubeconfig('kube-controller-manager', 'kube-controller-manager')}",
            "--bind-address=127.0.0.1",
            f"--secure-port={free_port()}",
            f"--cert-dir={self.folder / 'kube-controller-manager'}",
            f"--service-account-private-key-file={self.folder / 'service-accounts.key'}",
            "--leader-elect=false",
            "--kube-api-qps=300",
            "--kube-api-burst=600",
        )
        self._spawn(
            "kube-scheduler",
            f"--kubeconfig={self._kubeconfig('kube-scheduler', 'kube-scheduler')}",
            "--bind-address=127.0.0.1",
            f"--secure-port={free_port()}",
            f"--cert-dir={self.folder / 'kube-scheduler'}",
            "--leader-elect=false",
            "--kube-api-qps=300",
            "--kube-api-burst=600",
        )
        self._nodes()
        manager.await_true("fake nodes", self._nodes_ready, READY_SECONDS)

    def _nodes(self):
        size = {"cpu": "1000", "memory": "4Ti", "pods": str(PODS_PER_NODE)}
        self.api.all(
            lambda index: self.api.create(
                "/api/v1/nodes",
                {
                    "apiVersion": "v1",
                    "kind": "Node",
                    "metadata": {
                        "name": f"fake-{index}",
                        "annotations": {"kwok.x-k8s.io/node": "fake"},
                        "labels": {"kubernetes.io/hostname": f"fake-{index}"},
                    },
                    "status": {"allocatable": size, "capacity": size},
                },
            ),
            range(NODES),
        )
        self._spawn(
            "kwok",
            f"--kubeconfig={self._kubeconfig('kwok', 'kwok')}",
            f"--config={binary('kwok-stages')}",
            f"--server-address=127.0.0.1:{free_port()}",
            "--manage-all-nodes=false",
            "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
            "--node-lease-duration-seconds=40",
        )

    def _nodes_ready(self):
        nodes = self.api.get("/api/v1/nodes")["items"]
        return len(nodes) == NODES and all(_holds(node, "Ready") for node in nodes)

    def _json(self, name, value):
        file = self.folder / name
        file.write_text(json.dumps(value), encoding="utf-8")
        return file

    def _kubeconfig(self, name, user):
        authority = self.folder / "apiserver" / "apiserver.crt"
        cluster = {"server": f"https://127.0.0.1:{self._port}", "certificate-authority": str(authority)}
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "bench", "cluster": cluster}],
            "users": [{"name": name, "user": {"token": self._tokens[user]}}],
            "contexts": [{"name": "bench", "context": {"cluster": "bench", "user": name, "namespace": "bench"}}],
            "current-context": "bench",
        }
        return self._json(f"{name}.kubeconfig", config)
