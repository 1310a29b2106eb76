# Debian's Docker daemon, over the first node's containerd, to build and run images. Its published ports are on loopback,
# and it writes no firewall rules: its proxy processes carry published ports.

build() {
  debian_package "$DEBIAN_DOCKER"
  ln -sfn "$CACHED/usr/sbin/dockerd" "$CACHED/usr/sbin/docker-proxy" "$CACHED/usr/bin/docker" "$BIN/"
}

start() {
  make_cgroup docker
  ip link add serind0 type bridge
  ip address add "$DOCKER_CIDR" dev serind0
  ip link set serind0 up
  spawn dockerd dockerd --host="unix://$RUN/docker.sock" --pidfile="$RUN/docker.pid" \
    --data-root="$RUN/docker" --exec-root="$RUN/docker-run" \
    --containerd="$RUN/node-0/containerd.sock" --containerd-namespace=docker --containerd-plugins-namespace=docker-plugins \
    --bridge=serind0 --iptables=false --ip=127.0.0.1 --userland-proxy-path="$BIN/docker-proxy" \
    --cgroup-parent=/serin/docker --exec-opt=native.cgroupdriver=cgroupfs --storage-driver=overlay2 \
    --registry-mirror="http://$REGISTRY" --log-level=warn
}

ready() { DOCKER_HOST=unix://$RUN/docker.sock await dockerd 30 docker version; }
