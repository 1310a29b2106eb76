package dev.serin.rollout.simulation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The Rollout as the API server holds it: each change gives it another version. */
final class SimulatedRollout {
  private final Rollout object;
  private long version;

  SimulatedRollout(Rollout object) {
    this.object = object;
  }

  /** The Rollout itself. */
  Rollout object() {
    return object;
  }

  RolloutStatus status() {
    return RolloutStatus.of(object);
  }

  /** A copy that later changes do not touch. */
  Rollout picture() {
    Rollout picture = new Rollout();
    picture.setMetadata(
        new ObjectMetaBuilder(object.getMetadata())
            .withResourceVersion(Long.toString(version))
            .build());
    picture.setSpec(object.getSpec());
    picture.setStatus(object.getStatus());
    return picture;
  }

  /** Whether ping and pong have changed roles. */
  boolean flipped() {
    CanaryStatus canary = status().canary();
    return canary != null && "ping".equals(canary.stablePingPong());
  }

  /** Somebody changes it. */
  void change(Consumer<Rollout> change) {
    change.accept(object);
    version++;
  }

  /**
   * Writes its status, if it has not changed since it was observed.
   *
   * @return whether it was written; otherwise it is a conflict
   */
  boolean writeStatus(Rollout observed, RolloutStatus status) {
    if (!observed.getMetadata().getResourceVersion().equals(Long.toString(version))) {
      return false;
    }
    if (!status.equals(object.getStatus())) {
      change(written -> written.setStatus(status));
    }
    return true;
  }

  /** Carries an action out, if it is about the Rollout itself. */
  boolean carryOut(Action action) {
    if (action instanceof Action.SetRevision set) {
      change(written -> annotate(written, ArgoNames.REVISION, Integer.toString(set.revision())));
    } else if (action instanceof Action.SetReplicas set) {
      change(written -> written.setSpec(written.getSpec().withReplicas(set.replicas())));
    } else {
      return false;
    }
    return true;
  }

  private static void annotate(Rollout written, String key, String value) {
    Map<String, String> annotations = new TreeMap<>(written.getMetadata().getAnnotations());
    annotations.put(key, value);
    written.getMetadata().setAnnotations(annotations);
  }
}
