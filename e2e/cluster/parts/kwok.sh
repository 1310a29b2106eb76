# kwok: further nodes that exist in the API only (up --fake-nodes N), for tests of scale. Pods that tolerate the taint
# kwok.x-k8s.io/node are Running and Ready there at once, and run nothing.

build() {
  go_tool kwok sigs.k8s.io/kwok cmd/kwok
  ACTION='taking its stages' cached kwok-stages "$(cat "$CLUSTER/tools/kwok/go.mod")" copy_stages
  ln -sfn "$CACHED/stages.yaml" "$RUN/kwok-stages.yaml"
}
# How fake nodes and pods go on: kept beside kwok's code in its module.
copy_stages() {
  local stages file
  stages=$(go list -C "$CLUSTER/tools/kwok" -mod=readonly -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage
  for file in "$stages"/node/fast/node-*.yaml "$stages"/node/heartbeat-with-lease/node-*.yaml "$stages"/pod/fast/pod-*.yaml; do
    echo ---
    cat "$file"
  done >stages.yaml
}

start() {
  certificate cluster kwok /O=system:masters/CN=kwok
  kubeconfig_file "$RUN/kwok.kubeconfig" kwok
  spawn kwok kwok --kubeconfig="$RUN/kwok.kubeconfig" --config="$RUN/kwok-stages.yaml" --server-address=127.0.0.1:10247 \
    --manage-all-nodes=false --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake --node-lease-duration-seconds=40
  seq 0 $(($(fake_nodes) - 1)) | jq '{
    apiVersion: "v1", kind: "Node",
    metadata: {name: "fake-\(.)", annotations: {"kwok.x-k8s.io/node": "fake"}, labels: {"kubernetes.io/hostname": "fake-\(.)", "type": "kwok"}},
    spec: {taints: [{key: "kwok.x-k8s.io/node", value: "fake", effect: "NoSchedule"}]},
    status: {
      allocatable: {cpu: "32", memory: "256Gi", pods: "110"}, capacity: {cpu: "32", memory: "256Gi", pods: "110"}
    }
  }' | kubectl create -f - >>"$LOGS/manifests.log"
}

ready() { await kwok 120 fake_nodes_are_ready; }
fake_nodes_are_ready() {
  local ready
  ready=$(kubectl get nodes --selector=type=kwok -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' |
    grep -c True)
  ((ready == $(fake_nodes))) || { echo "$ready of $(fake_nodes) fake nodes are Ready"; return 1; }
}
