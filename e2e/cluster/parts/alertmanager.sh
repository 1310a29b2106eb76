# Alertmanager (Debian's), in a pod.

build() {
  debian_package "$DEBIAN_ALERTMANAGER"
  mkdir -p "$RUN/debian"
  ln -sfn "$CACHED" "$RUN/debian/alertmanager"
  ln -sfn "$CACHED/usr/bin/amtool" "$BIN/amtool"
}
start() { render alertmanager.yaml | kubectl apply --server-side -f - >>"$LOGS/manifests.log"; }
ready() { await_deployment alertmanager monitoring 60; }
