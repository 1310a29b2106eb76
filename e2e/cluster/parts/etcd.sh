# etcd, the cluster's store. Its data need not survive the machine, so nothing waits for the disk.

build() { go_tool etcd go.etcd.io/etcd/server/v3 .; }

start() {
  authority etcd
  certificate etcd etcd-server /CN=etcd IP:127.0.0.1
  certificate etcd etcd-client /CN=kube-apiserver
  spawn etcd etcd --name=serin --data-dir="$RUN/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls=https://127.0.0.1:2379 --advertise-client-urls=https://127.0.0.1:2379 \
    --listen-peer-urls=https://127.0.0.1:2380 --initial-advertise-peer-urls=https://127.0.0.1:2380 \
    --initial-cluster=serin=https://127.0.0.1:2380 --listen-metrics-urls=http://127.0.0.1:2381 \
    --client-cert-auth --trusted-ca-file="$PKI/etcd.crt" --cert-file="$PKI/etcd-server.crt" --key-file="$PKI/etcd-server.key" \
    --peer-client-cert-auth --peer-trusted-ca-file="$PKI/etcd.crt" \
    --peer-cert-file="$PKI/etcd-server.crt" --peer-key-file="$PKI/etcd-server.key"
}

ready() { await etcd 20 curl -sf http://127.0.0.1:2381/readyz; }
