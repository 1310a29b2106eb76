# The kubelet of each node: serin-0, serin-1 …

build() { kubernetes_tool kubelet; }

start() {
  local node
  : >"$RUN/resolv.conf"
  for ((node = 0; node < $(nodes); node++)); do
    export NODE=$node ADDRESS=$POD_PREFIX.$node.1 HEALTH_PORT=$((10248 + 1000 * node))
    make_cgroup "node-$node"
    certificate cluster "kubelet-$node" "/O=system:nodes/CN=system:node:serin-$node" "IP:$ADDRESS,DNS:serin-$node"
    kubeconfig_file "$RUN/node-$node/kubeconfig" "kubelet-$node"
    render kubelet.yaml >"$RUN/node-$node/kubelet.yaml"
    spawn "kubelet-$node" kubelet --config="$RUN/node-$node/kubelet.yaml" --kubeconfig="$RUN/node-$node/kubeconfig" \
      --root-dir="$RUN/node-$node/kubelet" --cert-dir="$RUN/node-$node/certificates" \
      --hostname-override="serin-$node" --node-ip="$ADDRESS"
  done
}

ready() {
  local node
  for ((node = 0; node < $(nodes); node++)); do
    await "kubelet-$node" 60 node_is_ready "serin-$node"
  done
}
node_is_ready() { kubectl get node "$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")]}' | grep '"status":"True"'; }
