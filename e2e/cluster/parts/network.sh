# The links that pods and servers are on, and the rules that keep both from being reached from outside, and pods from
# reaching outside. kube-proxy and the CNI plugins have nftables tables of their own.

readonly RESTORED_SETTINGS=(net.ipv4.ip_forward vm.overcommit_memory kernel.panic kernel.panic_on_oops)

build() {
  go_tool cni-plugins github.com/containernetworking/plugins \
    plugins/main/bridge plugins/main/loopback plugins/ipam/host-local plugins/meta/portmap
}

start() {
  local setting node
  for setting in "${RESTORED_SETTINGS[@]}"; do sysctl "$setting"; done >"$RUN/sysctl"
  sysctl -qw net.ipv4.ip_forward=1
  for ((node = 0; node < $(nodes); node++)); do
    ip link add "serin$node" type bridge
    ip address add "$POD_PREFIX.$node.1/24" dev "serin$node"
    ip link set "serin$node" up
  done
  # Without this route, a Service's address would leave by the default route when kube-proxy is down.
  ip route add "$SERVICE_CIDR" dev serin0
  nft -f - <<NFT
table inet serin {
  chain input {
    type filter hook input priority filter - 10
    iifname { "lo", "serin*" } accept
    ip daddr { $POD_CIDR, $SERVICE_CIDR } reject
  }
  chain forward {
    type filter hook forward priority filter - 10
    iifname "serin*" oifname "serin*" accept
    iifname "serin*" reject
    oifname "serin*" reject
  }
}
NFT
}

stop() {
  local link table
  for link in $(ip -o link show | grep -oE '\bserind?[0-9]+\b' | sort -u); do
    ip -o link show master "$link" 2>/dev/null | grep -oE '^[0-9]+: [^@:]+' | cut -d' ' -f2 | xargs -r -n1 ip link del 2>/dev/null || true
    ip link del "$link" 2>/dev/null || true
  done
  for table in 'inet serin' 'ip kube-proxy' 'ip6 kube-proxy' 'ip cni_hostport' 'ip6 cni_hostport'; do
    # shellcheck disable=SC2086
    nft delete table $table 2>/dev/null || true
  done
  [[ ! -s $RUN/sysctl ]] || sysctl -q -p "$RUN/sysctl" || true
}
