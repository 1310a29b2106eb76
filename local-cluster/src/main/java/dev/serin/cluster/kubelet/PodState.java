package dev.serin.cluster.kubelet;

import java.time.Instant;
import java.util.Optional;

/**
 * All that the status of a pod is made of.
 *
 * @param ip the pod's address, empty before it has one
 * @param imageId the digest of its image, empty before it is there
 * @param created when the kubelet took it on
 * @param container where its container is
 * @param last how its container ended the last time
 * @param restarts how often its container was started again
 * @param ready whether it takes requests
 * @param readyChanged when that last changed
 * @param terminating whether it is to end
 */
record PodState(
    String ip,
    String imageId,
    Instant created,
    ContainerProgress container,
    Optional<ContainerProgress.Terminated> last,
    int restarts,
    boolean ready,
    Instant readyChanged,
    boolean terminating) {

  static PodState created(Instant now) {
    ContainerProgress waiting = new ContainerProgress.Waiting("ContainerCreating", "");
    return new PodState("", "", now, waiting, Optional.empty(), 0, false, now, false);
  }

  PodState withIp(String address) {
    return new PodState(
        address, imageId, created, container, last, restarts, ready, readyChanged, terminating);
  }

  PodState withImage(String digest) {
    return new PodState(
        ip, digest, created, container, last, restarts, ready, readyChanged, terminating);
  }

  PodState withContainer(ContainerProgress progress) {
    return new PodState(
        ip, imageId, created, progress, last, restarts, ready, readyChanged, terminating);
  }

  PodState withLast(ContainerProgress.Terminated ended) {
    return new PodState(
        ip,
        imageId,
        created,
        container,
        Optional.of(ended),
        restarts,
        ready,
        readyChanged,
        terminating);
  }

  PodState restarted() {
    return new PodState(
        ip, imageId, created, container, last, restarts + 1, ready, readyChanged, terminating);
  }

  PodState withReady(boolean now, Instant when) {
    return now == ready
        ? this
        : new PodState(ip, imageId, created, container, last, restarts, now, when, terminating);
  }

  PodState ending() {
    return new PodState(ip, imageId, created, container, last, restarts, ready, readyChanged, true);
  }
}
