# CoreDNS, in a pod, as the cluster's DNS. It forwards nothing: pods reach nothing outside.

build() { go_tool coredns github.com/coredns/coredns .; }
start() { render coredns.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"; }
ready() { await coredns 60 kubectl -n kube-system wait --for=condition=Available --timeout=1s deployment/coredns; }
