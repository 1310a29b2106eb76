# CoreDNS, in a pod, as the cluster's DNS. It forwards nothing: pods reach nothing outside.

build() { go_tool coredns github.com/coredns/coredns .; }
start() { render coredns.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"; }
ready() { await_deployment coredns kube-system 60; }
