# Fetching and building: each thing once, into a folder of the cache that is named by what it is made of.

PLATFORM=linux-$(uname -m)
export PLATFORM

# cached NAME KEY COMMAND…: runs the command in a new folder and keeps it as the cache's NAME-PLATFORM-<hash of KEY>, unless
# it is there already. Sets CACHED to the folder. An interrupted build leaves nothing that looks finished.
cached() {
  local name=$1 key=$2 work started status; shift 2
  CACHED=$CACHE/$name-$PLATFORM-$(sha256sum <<<"$key" | cut -c1-10)
  [[ ! -d $CACHED ]] || return 0
  started=$(now)
  printf '  %-26s ' "$name" >&2
  mkdir -p "$CACHE/tmp" "$CACHE/logs"
  work=$(mktemp -d "$CACHE/tmp/XXXXXXXX")
  printf '%-44s ' "$ACTION" >&2
  # Not in a condition: bash would then go on after an error in the command.
  set +e
  (set -e; cd "$work"; "$@") >"$CACHE/logs/$name.log" 2>&1
  status=$?
  set -e
  if ((status)); then
    rm -rf "$work"
    say; tail -n 20 "$CACHE/logs/$name.log" >&2
    die "cannot build or fetch $name; the whole log is $CACHE/logs/$name.log"
  fi
  chmod 755 "$work"
  mv -T "$work" "$CACHED"
  printf '%9s\n' "$(seconds_since "$started")" >&2
}

# link_tools FOLDER: makes a folder's commands callable by name, for the parts and for people.
link_tools() { mkdir -p "$BIN"; find "$1" -maxdepth 1 -type f -perm -u+x -exec ln -sfn -t "$BIN" {} +; }

# module_version FOLDER MODULE: the version that tools/FOLDER/go.mod pins.
module_version() { awk -v module="$2" '$1 == module { print $2; exit }' "$CLUSTER/tools/$1/go.mod"; }

# go_tool FOLDER MODULE COMMAND…: builds commands of a module that tools/FOLDER/go.mod pins: paths in the module, or . for
# the module itself, which is then called FOLDER. GO_LINK adds linker flags, GO_TAGS build tags, CGO_ENABLED=1 the C compiler.
go_tool() {
  local folder=$1 module=$2 version command name package; shift 2
  version=$(module_version "$folder" "$module")
  command -v go >/dev/null || die 'go is missing: install Go 1.26 or newer'
  for command in "$@"; do
    name=$(basename "$command") package=$module/$command
    if [[ $command = . ]]; then name=$folder package=$module; fi
    ACTION="building $version" cached "$name" \
      "$package $version ${GO_LINK:-} ${GO_TAGS:-} $(cat "$CLUSTER/tools/$folder"/go.{mod,sum})" \
      go_build "$CLUSTER/tools/$folder" "$package" "$name"
    link_tools "$CACHED"
  done
}
go_build() {
  CGO_ENABLED=${CGO_ENABLED:-0} go build -C "$1" -mod=readonly -trimpath -tags="${GO_TAGS:-}" \
    -ldflags="-s -w ${GO_LINK:-}" -o "$PWD/$3" "$2"
}

# debian_package NAME=VERSION: fetches and unpacks a package without installing it, so that no service of it is ever
# started. When the mirror no longer has this build, its present one is taken, and the log says so.
debian_package() {
  ACTION="fetching ${1#*=}" cached "debian-${1%%=*}" "$1" fetch_debian_package "$1"
}
fetch_debian_package() {
  local package=$1
  apt-cache show "$package" >/dev/null 2>&1 || apt-get update -q
  apt-get download -q "$package" || { echo "no $package: taking the mirror's version"; apt-get download -q "${package%%=*}"; }
  dpkg-deb -x ./*.deb . && rm ./*.deb
}

# need_commands: what Debian has for building and running the parts, installed when it is missing.
need_commands() {
  local missing=() command package
  while read -r command package; do
    command -v "$command" >/dev/null || [[ -e $command ]] || missing+=("$package")
  done <<'TEXT'
curl curl
envsubst gettext-base
gcc gcc
git git
ip iproute2
jq jq
mmdebstrap mmdebstrap
nft nftables
npm npm
openssl openssl
pip python3-pip
/usr/include/seccomp.h libseccomp-dev
/lib/x86_64-linux-gnu/libdevmapper.so.1.02.1 libdevmapper1.02.1
TEXT
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || die "install first: ${missing[*]} (this machine has no apt-get; Debian 12 is what was tried)"
  say "  installing Debian's ${missing[*]}"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } \
    >"$CACHE/logs/apt.log" 2>&1 || { tail "$CACHE/logs/apt.log" >&2; die "apt-get cannot install ${missing[*]}"; }
}

# kubernetes_tool COMMAND…: commands of Kubernetes' own module, which are told their version by the linker.
kubernetes_tool() {
  local version minor variables=k8s.io/component-base/version command
  version=$(module_version kubernetes k8s.io/kubernetes)
  minor=${version#v1.}
  for command in "$@"; do
    GO_LINK="-X $variables.gitVersion=$version -X $variables.gitMajor=1 -X $variables.gitMinor=${minor%%.*}" \
      go_tool kubernetes k8s.io/kubernetes "cmd/$command"
  done
}

COREDNS_VERSION=$(module_version coredns github.com/coredns/coredns)
ENVOY_GATEWAY_VERSION=$(module_version envoy-gateway github.com/envoyproxy/gateway)
# Prometheus 3.16.0 is its Go module's v0.316.0.
PROMETHEUS_VERSION=$(module_version prometheus github.com/prometheus/prometheus | sed -E 's/^v0\.([0-9])/v\1./')
ALERTMANAGER_VERSION=v$(sed -E 's/.*=//; s/[+-].*//' <<<"$DEBIAN_ALERTMANAGER")
export COREDNS_VERSION ENVOY_GATEWAY_VERSION PROMETHEUS_VERSION ALERTMANAGER_VERSION
