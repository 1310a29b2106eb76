package dev.serin.agent.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers changes of one ReplicaSet that follow each other, to write them with one request.
 *
 * <p>An action on another ReplicaSet writes what was gathered before it, so that the order of
 * ReplicaSets stays as it was decided.
 */
final class ReplicaSetChanges {

  private record Change(String replicaSet, Optional<ObjectNode> patch) {}

  private final ClusterWriter<ReplicaSet> writer;
  private final Rollout rollout;
  private final ObjectNode gathered = JsonNodeFactory.instance.objectNode();
  private @Nullable ObjectKey key;

  ReplicaSetChanges(ClusterWriter<ReplicaSet> writer, Rollout rollout) {
    this.writer = writer;
    this.rollout = rollout;
  }

  /** Takes an action if it is a change of a ReplicaSet; tells whether it is. */
  boolean take(Action action) {
    Change change = change(action);
    if (change == null) {
      return false;
    }
    ObjectKey next = key(change.replicaSet());
    if (!next.equals(key)) {
      write();
      key = next;
    }
    change.patch().ifPresent(patch -> merge(gathered, patch));
    return true;
  }

  /** Writes what was gathered. */
  void write() {
    ObjectKey target = key;
    if (target != null) {
      Optional<ObjectNode> patch = Patches.nonEmpty(gathered.deepCopy());
      gathered.removeAll();
      key = null;
      writer.merge(target, patch);
    }
  }

  private @Nullable Change change(Action action) {
    if (action instanceof Action.ScaleReplicaSet scale) {
      return new Change(
          scale.replicaSet(),
          Patches.scale(known(scale.replicaSet()), scale.replicas(), scale.desiredReplicas()));
    }
    if (action instanceof Action.SetScaleDownDeadline set) {
      return new Change(
          set.replicaSet(), Patches.scaleDownDeadline(known(set.replicaSet()), set.deadline()));
    }
    if (action instanceof Action.SetReplicaSetRevision set) {
      return new Change(
          set.replicaSet(),
          Patches.revision(known(set.replicaSet()), set.revision(), set.history()));
    }
    return null;
  }

  private ReplicaSet known(String name) {
    return writer.known(key(name));
  }

  private ObjectKey key(String name) {
    return new ObjectKey(rollout.getMetadata().getNamespace(), name);
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode inner
                  && into.get(field.getKey()) instanceof ObjectNode known) {
                merge(known, inner);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }
}
