# Argo Rollouts, to compare with and to move from: built when something asks for it (e2e/cluster/binary), never started by up.

build() {
  go_tool argo-rollouts github.com/argoproj/argo-rollouts cmd/rollouts-controller cmd/kubectl-argo-rollouts
  ACTION='taking its CRDs' cached argo-rollouts-crds "$(cat "$CLUSTER/tools/argo-rollouts/go.mod")" copy_crds
  ln -sfn "$CACHED/argo-rollouts-crds.yaml" "$BIN/argo-rollouts-crds"
}
copy_crds() {
  local file manifests
  manifests=$(go list -C "$CLUSTER/tools/argo-rollouts" -mod=readonly -m -f '{{.Dir}}' github.com/argoproj/argo-rollouts)/manifests
  for file in "$manifests"/crds/*-crd.yaml; do
    echo ---
    cat "$file"
  done >argo-rollouts-crds.yaml
}
