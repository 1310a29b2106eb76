# The controllers of Kubernetes itself: Deployments, ReplicaSets, Jobs, EndpointSlices, garbage collection and so on.

build() { kubernetes_tool kube-controller-manager; }

start() {
  certificate cluster kube-controller-manager /CN=system:kube-controller-manager
  kubeconfig_file "$RUN/kube-controller-manager.kubeconfig" kube-controller-manager
  spawn kube-controller-manager kube-controller-manager --bind-address=127.0.0.1 --leader-elect=false \
    --kubeconfig="$RUN/kube-controller-manager.kubeconfig" --use-service-account-credentials \
    --kube-api-qps=300 --kube-api-burst=600 \
    --root-ca-file="$PKI/cluster.crt" --service-account-private-key-file="$PKI/service-accounts.key" \
    --cluster-signing-cert-file="$PKI/cluster.crt" --cluster-signing-key-file="$PKI/cluster.key" \
    --flex-volume-plugin-dir="$RUN/flex-volumes"
}

ready() { await kube-controller-manager 30 curl -skf https://127.0.0.1:10257/healthz; }
