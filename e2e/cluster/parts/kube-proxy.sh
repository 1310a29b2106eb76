# Service addresses, by kube-proxy's nftables mode. The nodes share this machine's network, so one serves them all.

build() { kubernetes_tool kube-proxy; }

start() {
  certificate cluster kube-proxy /CN=system:kube-proxy
  kubeconfig_file "$RUN/kube-proxy.kubeconfig" kube-proxy
  render kube-proxy.yaml >"$RUN/kube-proxy.yaml"
  spawn kube-proxy kube-proxy --config="$RUN/kube-proxy.yaml"
}

ready() { await kube-proxy 30 curl -sf http://127.0.0.1:10256/healthz; }
