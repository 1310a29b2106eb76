# Processes: started in their own session and cgroup, known by pid and start time, stopped until they are gone.

# All processes of the cluster are in the cgroup /serin: the parts in /serin/parts, pods in /serin/node-N, containers
# of dockerd in /serin/docker. In cgroup v1 the parts join the hierarchies that count processes and CPU time only, so
# that whatever else governs this shell goes on governing them.
cgroup_roots() {
  if [[ -f /sys/fs/cgroup/cgroup.controllers ]]; then echo /sys/fs/cgroup
  else echo /sys/fs/cgroup/pids /sys/fs/cgroup/cpuacct; fi
}
all_cgroup_roots() {
  if [[ -f /sys/fs/cgroup/cgroup.controllers ]]; then echo /sys/fs/cgroup
  else find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d; fi
}

# make_cgroup NAME: the cgroup /serin/NAME in every hierarchy, for the kubelet and dockerd to put containers in.
make_cgroup() {
  local root
  for root in $(all_cgroup_roots); do mkdir -p "$root/serin/$1"; done
}

# Every process of the cluster, containers included.
cluster_processes() {
  local root; root=$(cgroup_roots); root=${root%% *}
  find "$root/serin" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un || true
}

# The start time of a process in clock ticks since boot; with the pid it is never given twice.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# spawn NAME COMMAND…: starts a process that outlives this shell, with its output in logs/NAME.log.
spawn() {
  local name=$1 root pid; shift
  mkdir -p "$RUN/processes" "$LOGS"
  (
    for root in $(cgroup_roots); do
      mkdir -p "$root/serin/parts"
      echo "$BASHPID" >"$root/serin/parts/cgroup.procs"
    done
    exec 9>&-
    exec setsid "$@" >>"$LOGS/$name.log" 2>&1 </dev/null
  ) &
  pid=$!
  echo "$pid $(start_time "$pid")" >"$RUN/processes/$name"
}

# is_running NAME: whether the very process that spawn started is there (a zombie is not).
is_running() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/processes/$1" || return 1
  [[ -n $started && $(start_time "$pid") = "$started" ]] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null
}

# stop_process NAME [SECONDS]: asks it to end, waits, then kills it; returns when it is gone.
stop_process() {
  local name=$1 patience=${2:-10} pid _ i
  if is_running "$name"; then
    read -r pid _ <"$RUN/processes/$name"
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < patience * 20; i++)); do is_running "$name" || break; sleep 0.05; done
    if is_running "$name"; then
      say "  $name did not end within $patience s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      while is_running "$name"; do sleep 0.05; done
    fi
  fi
  rm -f "$RUN/processes/$name"
}

log_tail() { [[ ! -s $LOGS/$1.log ]] || { say "--- the last lines of $LOGS/$1.log"; tail -n "${2:-15}" "$LOGS/$1.log" >&2; }; }

# await WHAT SECONDS COMMAND…: runs the command until it succeeds. When WHAT is a process and it ends, or the time is
# over, says so with the end of its log.
await() {
  local what=$1 patience=$2 deadline; shift 2
  deadline=$(($(now) + patience * 1000))
  until "$@" >"$RUN/await" 2>&1; do
    if [[ -f $RUN/processes/$what ]] && ! is_running "$what"; then
      # It may have done its work and ended since the last look.
      ! "$@" >"$RUN/await" 2>&1 || return 0
      log_tail "$what"; die "$what has ended; its log is $LOGS/$what.log"
    fi
    if (($(now) > deadline)); then
      say "--- $*"; tail -n 5 "$RUN/await" >&2; log_tail "$what"
      die "$what is not ready after $patience s"
    fi
    sleep 0.1
  done
}

# await_deployment PART NAMESPACE SECONDS: waits until the Deployment PART is available; otherwise shows its pods' state and logs.
await_deployment() {
  local part=$1 namespace=$2 deadline=$(($(now) + $3 * 1000))
  until kubectl --namespace "$namespace" wait --for=condition=Available --timeout=1s "deployment/$part" >"$RUN/await" 2>&1; do
    (($(now) > deadline)) || continue
    {
      cat "$RUN/await"
      kubectl --namespace "$namespace" get pods -o wide
      kubectl --namespace "$namespace" get events --sort-by=.lastTimestamp | tail -n 10
      kubectl --namespace "$namespace" logs "deployment/$part" --all-containers --tail=10
    } >"$LOGS/$part.log" 2>&1 || true
    log_tail "$part" 40
    die "$part is not available after $3 s"
  done
}
