# The parts of ./verify: what each needs, runs, and may take. Sourced by ./verify, in the checkout's folder.
# It reads the options wanted, kubeconfig and full.
# shellcheck shell=bash disable=SC2154

readonly LOG=target/verify.log
REPORT=() BROKEN=0 LEFT_OUT=0 OUR_CLUSTER=''

# What a person wants to see of Maven's output.
progress() {
  sed -n -u -E \
    -e 's/^\[INFO\] Building Serin( :: [^ ]+)? .*(\[[0-9/]+\])$/\n\2 serin\1/p' \
    -e '/^\[(INFO|WARNING|ERROR)\] +(Running|Tests run:.* in )/p' \
    -e '/^\[ERROR\]/p' \
    -e '/^demo: /p'
}

# timed PART BUDGET_MINUTES COMMAND…: runs it with progress, and reports its time against its budget. One that hangs
# is ended after three times its budget, so that a run always ends with its count.
timed() {
  local part=$1 budget=$2 began=$SECONDS status
  shift 2
  printf '\nverify: %s (budget %d min)\n' "$part" "$budget"
  local filter=cat
  [[ $1 != mvn ]] || filter=progress
  timeout --kill-after=60 $((budget * 180)) "$@" 2>&1 | tee -a "$LOG" | $filter
  status=${PIPESTATUS[0]}
  local line
  line=$(printf '%-22s %s, %d s of %d min' "$part" "$([[ $status = 0 ]] && echo passed || echo FAILED)" $((SECONDS - began)) "$budget")
  ((SECONDS - began <= budget * 60)) || line+=', over its budget'
  [[ $status != 124 && $status != 137 ]] || line+=' (it hung and was ended)'
  REPORT+=("$line")
  ((status == 0)) || BROKEN=$((BROKEN + 1))
  return "$status"
}

left_out() {
  printf '\nverify: part %s cannot run here: %s\n' "$1" "$2"
  REPORT+=("$(printf '%-22s LEFT OUT: %s' "$1" "$2")")
  LEFT_OUT=$((LEFT_OUT + 1))
}

# why_not PART: nothing if the part can run here; else what is missing and what to do.
why_not() {
  case $1 in
    api)
      if [[ $(uname -s) != Linux ]]; then
        echo 'the API server is built and run on Linux only'
      elif ! command -v go >/dev/null; then
        echo 'Go 1.26 or newer is missing; it builds the API server'
      fi
      ;;
    cluster)
      [[ -z ${kubeconfig:-} ]] || return 0
      if [[ $(uname -s) != Linux || $(id -u) != 0 ]] || ! unshare --mount --net true 2>/dev/null; then
        echo 'a Kubernetes of its own needs Linux and root with network namespaces; give --kubeconfig FILE instead'
      elif ! command -v go >/dev/null; then
        echo 'Go 1.26 or newer is missing; it builds Kubernetes; or give --kubeconfig FILE'
      fi
      ;;
  esac
}

# With the tests of each module if part local is wanted, else only what the other parts start.
build_serin() {
  if [[ " ${wanted[*]} " == *' local '* ]]; then
    local more=() budget=10
    [[ -z $full ]] || more=(-Dserin.full=true) budget=60
    timed local "$budget" mvn -B -ntp -fae verify "${more[@]}"
  else
    timed build 3 mvn -B -ntp verify -DskipTests
  fi
}

part_local() { :; } # Maven runs it while it builds: see build_serin.

# tests PART BUDGET [OPTION…]: the integration tests with that tag, as the last build left them.
tests() {
  local part=$1 budget=$2 tags="$1 & !full"
  shift 2
  [[ -z $full ]] || tags=$part
  timed "$part" "$budget" mvn -B -ntp -f e2e/pom.xml -Dserin.standalone -Dserin.tags="$tags" "$@" \
    failsafe:integration-test failsafe:verify
}

part_api() {
  # shellcheck disable=SC2016
  timed 'api: its parts' 20 bash -c 'for program; do e2e/cluster/binary "$program" || exit; done' programs \
    etcd kube-apiserver kube-controller-manager gateway-api-crds kubectl helm kubectl-argo-rollouts rollouts-controller \
    argo-rollouts-crds promtool docker-registry postgres || return
  local budget=10
  [[ -z $full ]] || budget=25
  # They wait more than they compute: two at a time, each with an API server of its own.
  tests api "$budget" -DforkCount=2
}

part_cluster() {
  if [[ -n $kubeconfig ]]; then
    export KUBECONFIG=$kubeconfig
  else
    timed 'cluster: its parts' 30 e2e/cluster/up --build-only || return
    if ! e2e/cluster/status >/dev/null 2>&1; then
      OUR_CLUSTER=yes
      timed 'cluster: up' 3 e2e/cluster/up --nodes 2 || return
    fi
    eval "$(e2e/cluster/kubeconfig --env)"
    export SERIN_E2E_REGISTRY=127.0.0.1:5000 SERIN_E2E_GATEWAY_CLASS=serin
  fi
  export SERIN_E2E_REGISTRY=${SERIN_E2E_REGISTRY:-127.0.0.1:5000}
  timed 'cluster: agent image' 4 e2e/verify/agent-image target/agent-image || return
  SERIN_E2E_AGENT_IMAGE=$(cat target/agent-image)
  export SERIN_E2E_AGENT_IMAGE
  local budget=20
  [[ -z $full ]] || budget=60
  tests cluster "$budget"
}

# Only a cluster that this run brought up.
take_cluster_down() {
  [[ -n $OUR_CLUSTER ]] || return 0
  OUR_CLUSTER=''
  e2e/cluster/down >>"$LOG" 2>&1 || echo "verify: e2e/cluster/down failed; see $LOG" >&2
}
