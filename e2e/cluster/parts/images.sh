# The images that the registry starts with, under the names that everybody's manifests and Dockerfiles use: those of the parts
# that run in pods, and base images made from Debian's packages (Node from the npm registry). Made once, into the cache.

readonly USER_BIN=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

build() {
  declare -gA LAYERS=()

  root_file_system debian ca-certificates
  root_file_system jre ca-certificates,openjdk-17-jre-headless \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
    --customize-hook='mkdir -p "$1/opt/java" && ln -s ../../usr/lib/jvm/java-17-openjdk-* "$1/opt/java/openjdk"'
  root_file_system python ca-certificates,python3,python3-pip,python3-venv \
    --customize-hook='rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED; ln -s /usr/bin/python3 "$1/usr/local/bin/python"'
  root_file_system node-user ca-certificates \
    --customize-hook='chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash node'
  root_file_system postgres "ca-certificates,${DEBIAN_POSTGRES%%=*}" \
    --essential-hook='echo postgres:x:999: >>"$1/etc/group"; echo postgres:x:999:999::/var/lib/postgresql:/bin/bash >>"$1/etc/passwd"' \
    --essential-hook='mkdir -p "$1/etc/postgresql-common" && echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.conf"'
  files postgres-entrypoint "$(cat "$CLUSTER/images/postgres-entrypoint")" \
    install -D "$CLUSTER/images/postgres-entrypoint" root/usr/local/bin/docker-entrypoint.sh
  files node "Node $NODE_VERSION with npm $NPM_VERSION" node_files
  files pause "$(sha256sum <"$CLUSTER/images/pause.c")" gcc -static -Os -s -o root/pause "$CLUSTER/images/pause.c"
  files coredns "$COREDNS_VERSION" cp "$(readlink -f "$BIN/coredns")" root/
  files envoy-gateway "$ENVOY_GATEWAY_VERSION" install -D -t root/usr/local/bin "$(readlink -f "$BIN/envoy-gateway")"
  files envoy "$ENVOY_VERSION" install -D -t root/usr/local/bin "$(readlink -f "$BIN/envoy")"
  files prometheus "$PROMETHEUS_VERSION" install -D -t root/usr/local/bin "$(readlink -f "$BIN/prometheus")"
  # Only usr: a folder /lib would hide the base's link of that name.
  files alertmanager "$ALERTMANAGER_VERSION" cp -a "$(readlink -f "$RUN/debian/alertmanager")/usr" root/

  ACTION='filling the registry' cached registry-images "${LAYERS[*]} $(cat "$CLUSTER/parts/images.sh")" fill_registry
  echo "$CACHED" >"$RUN/images"
}

# root_file_system NAME PACKAGES OPTIONS…: a layer with a small Debian and some of its packages.
root_file_system() {
  local name=$1 packages=$2; shift 2
  ACTION="from Debian's packages" cached "image-$name" "$packages $*" \
    mmdebstrap --variant=minbase --include="$packages" --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$@" "$DEBIAN_RELEASE" layer.tar
  LAYERS[$name]=$CACHED/layer.tar
}

# files NAME WHAT COMMAND…: a layer of what the command puts into the folder root; WHAT names its inputs.
files() {
  local name=$1; shift
  ACTION='layer of an image' cached "image-$name" "$*" pack "${@:2}"
  LAYERS[$name]=$CACHED/layer.tar
}
pack() {
  mkdir root
  "$@"
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C root -cf layer.tar .
  rm -rf root
}
node_files() {
  local machine=x64
  [[ $(uname -m) != aarch64 ]] || machine=arm64
  mkdir -p root/usr/local/bin root/usr/local/lib/node_modules/npm
  npm pack --silent "node-linux-$machine@$NODE_VERSION" "npm@$NPM_VERSION"
  tar -xzf node-linux-*.tgz --strip-components=1 -C root/usr/local package/bin/node
  tar -xzf "npm-$NPM_VERSION.tgz" --strip-components=1 -C root/usr/local/lib/node_modules/npm
  chmod 755 root/usr/local/bin/node
  ln -s ../lib/node_modules/npm/bin/npm-cli.js root/usr/local/bin/npm
  ln -s ../lib/node_modules/npm/bin/npx-cli.js root/usr/local/bin/npx
}

fill_registry() {
  local POSTGRES_VERSION=${DEBIAN_POSTGRES%%=*}; POSTGRES_VERSION=${POSTGRES_VERSION#postgresql-}
  local port pid java='JAVA_HOME=/opt/java/openjdk' version
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  TO=127.0.0.1:$port
  mkdir docker
  ADDRESS=$TO FOLDER=$PWD render registry.yaml >registry.yaml
  docker-registry serve registry.yaml >registry.log 2>&1 9>&- &
  pid=$!
  # shellcheck disable=SC2064
  trap "kill $pid" EXIT
  until curl -sf "http://$TO/v2/"; do kill -0 $pid; sleep 0.1; done

  publish library/debian "$DEBIAN_RELEASE-slim" debian --cmd=bash
  publish library/eclipse-temurin 17-jre jre --cmd=bash --env="$java" --env="PATH=/opt/java/openjdk/bin:$USER_BIN"
  publish library/node 20-slim node-user,node --cmd=node --env="NODE_VERSION=$NODE_VERSION"
  publish library/python 3.11-slim python --cmd=python3
  publish library/postgres "$POSTGRES_VERSION" postgres,postgres-entrypoint --entrypoint=docker-entrypoint.sh --cmd=postgres \
    --env=PGDATA=/var/lib/postgresql/data --env="PATH=/usr/lib/postgresql/$POSTGRES_VERSION/bin:$USER_BIN"
  publish serin/pause 1 pause --entrypoint=/pause --user=65535:65535
  publish coredns/coredns "$COREDNS_VERSION" coredns --entrypoint=/coredns --user=65532:65532
  publish envoyproxy/gateway "$ENVOY_GATEWAY_VERSION" envoy-gateway --entrypoint=envoy-gateway --user=65532:65532
  publish envoyproxy/envoy "distroless-v$ENVOY_VERSION" debian,envoy --entrypoint=envoy --user=65532:65532
  publish prom/prometheus "$PROMETHEUS_VERSION" prometheus --entrypoint=prometheus --user=65534:65534
  publish prom/alertmanager "$ALERTMANAGER_VERSION" debian,alertmanager --entrypoint=prometheus-alertmanager --user=65534:65534
  for version in python:3-slim python:3.11-slim-$DEBIAN_RELEASE node:20-$DEBIAN_RELEASE-slim; do
    crane tag --insecure "$TO/library/${version%%:*}:$(crane ls --insecure "$TO/library/${version%%:*}" | head -1)" "${version#*:}"
  done
  kill $pid
  trap - EXIT
  wait $pid || true
}

# publish REPOSITORY TAG LAYERS CONFIGURATION…: an image of these layers (comma-separated names).
publish() {
  local image=$TO/$1:$2 name option=(); shift 2
  for name in ${1//,/ }; do option+=(--new_layer "${LAYERS[$name]}"); done
  shift
  crane append --insecure --new_tag "$image" "${option[@]}"
  crane mutate --insecure --set-platform="linux/$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')" \
    --env="PATH=$USER_BIN" "$@" --tag "$image" "$image"
}
