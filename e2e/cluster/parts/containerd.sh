# containerd and runc: one containerd for each node, and for dockerd. Every image reference is looked up in the registry.

build() {
  local module=github.com/containerd/containerd/v2 version
  version=$(module_version containerd "$module")
  GO_LINK="-X $module/version.Version=$version -X $module/version.Revision=" \
    go_tool containerd "$module" cmd/containerd cmd/containerd-shim-runc-v2 cmd/ctr
  CGO_ENABLED=1 GO_TAGS=seccomp go_tool runc github.com/opencontainers/runc .
}

start() {
  local node
  mkdir -p "$RUN/mirror/_default"
  # For every host that an image name can begin with; nothing is asked of that host itself.
  echo "server = \"http://$REGISTRY\"" >"$RUN/mirror/_default/hosts.toml"
  for ((node = 0; node < $(nodes); node++)); do
    export NODE=$node
    mkdir -p "$RUN/node-$node/cni"
    render cni.json >"$RUN/node-$node/cni/serin.conflist"
    render containerd.toml >"$RUN/node-$node/containerd.toml"
    spawn "containerd-$node" containerd --config "$RUN/node-$node/containerd.toml"
  done
}

ready() {
  local node
  for ((node = 0; node < $(nodes); node++)); do
    await "containerd-$node" 20 ctr --address "$RUN/node-$node/containerd.sock" version
  done
}
