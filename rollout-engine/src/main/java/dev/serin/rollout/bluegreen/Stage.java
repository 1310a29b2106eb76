package dev.serin.rollout.bluegreen;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.rollout.Observation;
import dev.serin.rollout.ServiceEndpoints;
import dev.serin.rollout.change.ChangeSettings;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pass;
import dev.serin.rollout.change.Rollbacks;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a pass over a blue/green change knows from the start.
 *
 * @param observation what was seen
 * @param settings how the change is to be done
 * @param versions who is who
 * @param active version that the active Service selects; empty when it selects all
 * @param preview version that the preview Service selects; empty when it selects all
 * @param now the time
 */
record Stage(
    Observation observation,
    BlueGreenSettings settings,
    Versions versions,
    String active,
    String preview,
    Instant now)
    implements Pass {

  static Stage of(
      Observation observation, BlueGreenSettings settings, Versions versions, Instant now) {
    return new Stage(
        observation,
        settings,
        versions,
        selected(observation, settings.activeService()),
        selected(observation, settings.previewService()),
        now);
  }

  @Override
  public ChangeSettings change() {
    return settings.change();
  }

  @Override
  public boolean getsTraffic(String hash) {
    // What the preview gets does not keep a version alive that was aborted.
    return hash.equals(active) || (hash.equals(preview) && !hash.equals(versions.hash()));
  }

  @Override
  public boolean mayGetTraffic(String hash, Draft d) {
    ServiceEndpoints endpoints = observation.traffic().endpoints().get(settings.activeService());
    if (getsTraffic(hash) || endpoints == null || hash.equals(active)) {
      return getsTraffic(hash);
    }
    Instant settled = endpoints.since().plus(observation.traffic().settle());
    if (now.isBefore(settled)) {
      d.wakeAt(settled);
    }
    return endpoints.ready(hash) > 0 || now.isBefore(settled);
  }

  @Override
  public boolean indefinite(Draft d) {
    return switched() ? settings.post().isPresent() : settings.pre().isPresent();
  }

  /** The state of the change in a draft. */
  static BlueGreenStatus state(Draft d) {
    BlueGreenStatus state = d.status().blueGreen();
    return state == null ? BlueGreenStatus.empty() : state;
  }

  /** The ReplicaSet that the active Service selects. */
  Optional<ReplicaSet> activeSet() {
    return observation.replicaSets().stream()
        .filter(set -> !active.isEmpty() && ReplicaSets.hash(set).equals(active))
        .findFirst();
  }

  /** Whether the current version serves all users. */
  boolean switched() {
    return versions.hash().equals(active);
  }

  /** Whether the current version has all of its pods. */
  boolean saturated() {
    int all = change().replicas();
    return current() != null && ReplicaSets.wanted(current()) == all && currentAvailable() >= all;
  }

  /** Whether the change goes back to a version that is known to be good, and is still there. */
  boolean fastRollback(Draft d) {
    return Rollbacks.any(this, d)
        && (Lifecycle.stable(this, d)
            || Rollbacks.withinWindow(this, d)
            || Rollbacks.withinDelay(this));
  }

  /** Whether there is nothing to wait for and nothing to judge. */
  boolean fastTracked(Draft d) {
    return d.status().fullPromotion() || active.isEmpty() || switched() || fastRollback(d);
  }

  private static String selected(Observation observation, String name) {
    Service service = observation.services().get(name);
    if (service == null || service.getSpec() == null) {
      return "";
    }
    Map<String, String> selector = service.getSpec().getSelector();
    return selector == null ? "" : selector.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }
}
