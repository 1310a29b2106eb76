# The image registry (Debian's docker-registry). It starts with the images of parts/images.sh in it and forgets what was pushed
# when the cluster goes down. It listens on loopback, and on the pod bridge for what runs in pods.

build() {
  go_tool crane github.com/google/go-containerregistry cmd/crane
  debian_package "$DEBIAN_REGISTRY"
  mkdir -p "$BIN" && ln -sfn "$CACHED/usr/bin/docker-registry" "$BIN/docker-registry"
}

start() {
  mkdir -p "$RUN/registry/docker/registry/v2"
  # Blobs are never written again, so a hard link does; what points to them is copied.
  cp -al "$(cat "$RUN/images")/docker/registry/v2/blobs" "$RUN/registry/docker/registry/v2/"
  cp -a "$(cat "$RUN/images")/docker/registry/v2/repositories" "$RUN/registry/docker/registry/v2/"
  ADDRESS=$REGISTRY FOLDER=$RUN/registry render registry.yaml >"$RUN/registry.yaml"
  ADDRESS=$HOST_ADDRESS:$REGISTRY_PORT FOLDER=$RUN/registry render registry.yaml >"$RUN/registry-pods.yaml"
  spawn registry docker-registry serve "$RUN/registry.yaml"
  spawn registry-pods docker-registry serve "$RUN/registry-pods.yaml"
}

ready() {
  await registry 20 curl -sf "http://$REGISTRY/v2/"
  await registry-pods 20 curl -sf "http://$HOST_ADDRESS:$REGISTRY_PORT/v2/"
}
