# The scheduler.

build() { kubernetes_tool kube-scheduler; }

start() {
  certificate cluster kube-scheduler /CN=system:kube-scheduler
  kubeconfig_file "$RUN/kube-scheduler.kubeconfig" kube-scheduler
  spawn kube-scheduler kube-scheduler --bind-address=127.0.0.1 --leader-elect=false \
    --kubeconfig="$RUN/kube-scheduler.kubeconfig" --kube-api-qps=300 --kube-api-burst=600
}

ready() { await kube-scheduler 30 curl -skf https://127.0.0.1:10259/readyz; }
