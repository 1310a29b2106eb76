# Prometheus, in a pod. It finds pods by their prometheus.io annotations. Debian's is built without Kubernetes' service discovery,
# so this is the Go module, with that discovery only; the module lacks the web page's compiled assets, not the API.

build() {
  local tags=remove_all_sd,enable_kubernetes_sd link="-X github.com/prometheus/common/version.Version=${PROMETHEUS_VERSION#v}"
  GO_TAGS=$tags GO_LINK=$link go_tool prometheus github.com/prometheus/prometheus cmd/prometheus cmd/promtool
}
start() { render prometheus.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"; }
ready() { await_deployment prometheus monitoring 60; }
