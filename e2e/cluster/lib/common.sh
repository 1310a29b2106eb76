# What every command of the cluster starts with: settings, messages, the lock, parts.
set -euo pipefail
CLUSTER=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly CLUSTER
# shellcheck source=../settings.sh
source "$CLUSTER/settings.sh"
export KUBECONFIG=$RUN/kubeconfig LOGS=$RUN/logs BIN=$RUN/bin PKI=$RUN/pki
export PATH=$BIN:$PATH:/usr/sbin:/sbin

# In the order of their start; each stage starts its parts together, then waits until all are ready.
# shellcheck disable=SC2034
STAGES=(
  'network'
  'etcd registry containerd'
  'kube-apiserver'
  'kube-controller-manager kube-scheduler kubelet kube-proxy'
  'coredns'
  'envoy-gateway dockerd prometheus alertmanager'
)

say() { printf '%s\n' "$*" >&2; }

# The one way to end with an error: what is wrong, and what to do about it.
die() { say "$(basename "$0"): $*"; exit 1; }
wrong_usage() { say "$(basename "$0"): $*"; usage >&2; exit 2; }

now() { date +%s%3N; }
seconds_since() { local t=$(($(now) - $1)); printf '%d.%d s' $((t / 1000)) $((t % 1000 / 100)); }

# One line per part: its name, what happened, how long it took.
progress() { printf '  %-26s %-44s %9s\n' "$1" "$2" "$3" >&2; }

# part NAME FUNCTION: runs a function of parts/NAME.sh (build, start, ready, stop) in a shell of its own; a part
# that has nothing to do there leaves the function out. Call it plainly: under && or || an error would not end it.
part() {
  (
    # shellcheck disable=SC2034
    PART=$1
    # shellcheck source=/dev/null
    source "$CLUSTER/parts/$1.sh"
    if declare -F "$2" >/dev/null; then "$2"; fi
  )
}

# render FILE: a file of config/ with the exported ${NAMES} filled in; a name that is not set is an error.
render() {
  python3 -c 'import os, string, sys
print(string.Template(open(sys.argv[1]).read()).substitute(os.environ), end="")' "$CLUSTER/config/$1"
}

# Only one up or down at a time. File descriptor 9 holds the lock; spawn closes it for what it starts.
lock() {
  mkdir -p "$(dirname "$RUN")"
  exec 9>"$RUN.lock"
  flock -n 9 || die "another up or down is at work on $RUN; wait for it"
}

need_root() { [[ $(id -u) = 0 ]] || die 'needs root (network namespaces, mounts, cgroups)'; }

cluster_state() { cat "$RUN/state" 2>/dev/null || echo down; }
need_cluster() { [[ $(cluster_state) = up ]] || die "no cluster is up; start it with $CLUSTER/up"; }
fake_nodes() { cat "$RUN/fake-nodes" 2>/dev/null || echo 0; }
nodes() { cat "$RUN/nodes" 2>/dev/null || echo 1; }
