# Prometheus (Debian's), in a pod. It finds pods by their prometheus.io annotations.

build() {
  debian_package "$DEBIAN_PROMETHEUS"
  mkdir -p "$RUN/debian"
  ln -sfn "$CACHED" "$RUN/debian/prometheus"
  ln -sfn "$CACHED/usr/bin/promtool" "$BIN/promtool"
}
start() { render prometheus.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"; }
ready() { await prometheus 60 kubectl -n monitoring wait --for=condition=Available --timeout=1s deployment/prometheus; }
