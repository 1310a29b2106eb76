package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.event.EventRecorder;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Says of an object that cannot be read what is wrong with it: by an event, and of a Rollout also
 * by its condition InvalidSpec, where people and tools look first. Once for each change of the
 * object's specification.
 */
public final class UnreadableObjects {

  private static final Logger LOG = Logger.getLogger(UnreadableObjects.class);
  private static final String REASON = "InvalidSpec";

  private final EventRecorder recorder;
  private final RolloutWriter writer;
  private final Executor thread;
  private final InstantSource clock;
  private final Map<ObjectKey, Long> said = new ConcurrentHashMap<>();

  /**
   * Says it.
   *
   * @param thread runs the writing, so that no watch waits for it
   */
  public UnreadableObjects(
      EventRecorder recorder, RolloutWriter writer, Executor thread, InstantSource clock) {
    this.clock = clock;
    this.recorder = recorder;
    this.writer = writer;
    this.thread = thread;
  }

  /** Says it of those that there are, and of those that come. */
  public Subscription connect(ClusterView view) {
    Subscription subscription = view.listenToUnreadable(this::say);
    view.unreadable().forEach(this::say);
    return subscription;
  }

  private void say(ClusterView.Unreadable found) {
    HasMetadata object = found.object();
    String problem = found.problem();
    ObjectKey key =
        new ObjectKey(
            object.getMetadata().getNamespace(),
            object.getKind() + " " + object.getMetadata().getName());
    Long generation = object.getMetadata().getGeneration();
    long version = generation == null ? 0 : generation;
    if (Objects.equals(said.put(key, version), version)) {
      return;
    }
    LOG.warnf("%s cannot be read and is ignored: %s", key, problem);
    String message = "cannot be read, and is left alone until it is mended: " + problem;
    recorder.record(object, List.of(new RolloutEvent(RolloutEvent.Type.WARNING, REASON, message)));
    if (object instanceof GenericKubernetesResource rollout && "Rollout".equals(object.getKind())) {
      thread.execute(() -> reject(rollout, message));
    }
  }

  private void reject(GenericKubernetesResource rollout, String message) {
    try {
      writer.reject(rollout, REASON, message, clock.instant());
    } catch (RuntimeException problem) {
      LOG.warnf(
          "Rollout %s: its condition is not written: %s",
          ObjectKey.of(rollout), problem.getMessage());
    }
  }
}
