# The API server, with TLS, on the pod bridge: pods and this machine reach it at the same address.

build() { kubernetes_tool kube-apiserver kubectl; }

start() {
  local names="IP:$HOST_ADDRESS,IP:$KUBERNETES_ADDRESS,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
  authority cluster
  authority front-proxy
  certificate cluster kube-apiserver /CN=kube-apiserver "$names,DNS:kubernetes.default.svc.cluster.local"
  certificate cluster kubelet-client /O=system:masters/CN=kube-apiserver
  certificate cluster admin /O=system:masters/CN=admin
  certificate front-proxy front-proxy-client /CN=front-proxy-client
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$PKI/service-accounts.key"
  openssl pkey -in "$PKI/service-accounts.key" -pubout -out "$PKI/service-accounts.pub"
  kubeconfig_file "$KUBECONFIG" admin
  spawn kube-apiserver kube-apiserver \
    --bind-address="$HOST_ADDRESS" --advertise-address="$HOST_ADDRESS" --secure-port=6443 \
    --tls-cert-file="$PKI/kube-apiserver.crt" --tls-private-key-file="$PKI/kube-apiserver.key" \
    --client-ca-file="$PKI/cluster.crt" --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --allow-privileged --service-cluster-ip-range="$SERVICE_CIDR" \
    --etcd-servers=https://127.0.0.1:2379 --etcd-cafile="$PKI/etcd.crt" \
    --etcd-certfile="$PKI/etcd-client.crt" --etcd-keyfile="$PKI/etcd-client.key" \
    --kubelet-certificate-authority="$PKI/cluster.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$PKI/kubelet-client.crt" --kubelet-client-key="$PKI/kubelet-client.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$PKI/service-accounts.pub" --service-account-signing-key-file="$PKI/service-accounts.key" \
    --requestheader-client-ca-file="$PKI/front-proxy.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$PKI/front-proxy-client.crt" --proxy-client-key-file="$PKI/front-proxy-client.key"
}

ready() { await kube-apiserver 60 kubectl get --raw /readyz; }
