package dev.serin.rollout.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.MetadataPatch;
import dev.serin.rollout.Action.SetEphemeralMetadata;
import dev.serin.rollout.Action.SetPodMetadata;
import dev.serin.rollout.PodFacts;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations that pods have for as long as their version has a role.
 *
 * <p>Algorithm: each ReplicaSet gets what its role says in its template, and remembers it in an
 * annotation; what it remembers and its role does not say is removed. Then each pod, which exists
 * already, gets the same. Nothing that was not put there in this way is touched.
 */
public final class PodMetadata {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MetadataPatch NOTHING = new MetadataPatch(Map.of(), Map.of(), Map.of());

  private PodMetadata() {}

  /**
   * Sets what is not as it shall be.
   *
   * @param ofNew for the version on its way
   * @param ofStable for the stable version
   */
  public static void plan(
      Pass p, Draft d, @Nullable MetadataPatch ofNew, @Nullable MetadataPatch ofStable) {
    MetadataPatch forNew = ofNew == null ? NOTHING : ofNew;
    MetadataPatch forStable = ofStable == null ? NOTHING : ofStable;
    for (ReplicaSet set : p.observation().replicaSets()) {
      MetadataPatch remembered = remembered(set);
      MetadataPatch wanted = NOTHING;
      if (ReplicaSets.same(set, p.current())) {
        wanted = Lifecycle.underWay(p, d) ? forNew : forStable;
      } else if (ReplicaSets.hash(set).equals(d.status().stableRS())) {
        wanted = forStable;
      }
      set(set, remembered, wanted, d);
      pods(p, d, set, wanted, union(remembered, union(forNew, forStable)));
    }
  }

  /** What a ReplicaSet that is made now begins with. */
  static MetadataPatch first(
      Pass p, Draft d, @Nullable MetadataPatch ofNew, @Nullable MetadataPatch ofStable) {
    MetadataPatch wanted = Lifecycle.underWay(p, d) ? ofNew : ofStable;
    return wanted == null ? NOTHING : wanted;
  }

  /** The text of the annotation that remembers; empty for nothing. */
  public static Optional<String> text(MetadataPatch metadata) {
    return metadata.labels().isEmpty() && metadata.annotations().isEmpty()
        ? Optional.empty()
        : Optional.of(JSON.valueToTree(metadata).toString());
  }

  private static void set(ReplicaSet set, MetadataPatch remembered, MetadataPatch wanted, Draft d) {
    ObjectMeta meta =
        set.getSpec().getTemplate() == null ? null : set.getSpec().getTemplate().getMetadata();
    Map<String, Optional<String>> labels =
        changes(
            meta == null ? null : meta.getLabels(), wanted.labels(), remembered.labels().keySet());
    Map<String, Optional<String>> annotations =
        changes(
            meta == null ? null : meta.getAnnotations(),
            wanted.annotations(),
            remembered.annotations().keySet());
    if (!labels.isEmpty() || !annotations.isEmpty() || !remembered.equals(wanted)) {
      d.act(new SetEphemeralMetadata(ReplicaSets.name(set), labels, annotations, text(wanted)));
    }
  }

  private static void pods(
      Pass p, Draft d, ReplicaSet set, MetadataPatch wanted, MetadataPatch possible) {
    for (PodFacts pod : p.observation().surroundings().pods()) {
      if (pod.leaving() || !pod.version().equals(ReplicaSets.hash(set))) {
        continue;
      }
      Map<String, Optional<String>> labels =
          changes(pod.labels(), wanted.labels(), possible.labels().keySet());
      Map<String, Optional<String>> annotations =
          changes(pod.annotations(), wanted.annotations(), possible.annotations().keySet());
      if (!labels.isEmpty() || !annotations.isEmpty()) {
        d.act(new SetPodMetadata(pod.name(), labels, annotations));
      }
    }
  }

  private static Map<String, Optional<String>> changes(
      @Nullable Map<String, String> now, Map<String, String> wanted, Set<String> removable) {
    Map<String, String> present = now == null ? Map.of() : now;
    Map<String, Optional<String>> changes = new HashMap<>();
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(present.get(key))) {
            changes.put(key, Optional.of(value));
          }
        });
    Set<String> gone = new HashSet<>(removable);
    gone.removeAll(wanted.keySet());
    gone.retainAll(present.keySet());
    gone.forEach(key -> changes.put(key, Optional.empty()));
    return changes;
  }

  private static MetadataPatch union(MetadataPatch one, MetadataPatch other) {
    Map<String, String> labels = new HashMap<>(one.labels());
    labels.putAll(other.labels());
    Map<String, String> annotations = new HashMap<>(one.annotations());
    annotations.putAll(other.annotations());
    return new MetadataPatch(labels, annotations, Map.of());
  }

  private static MetadataPatch remembered(ReplicaSet set) {
    String text = ReplicaSets.annotation(set, ArgoNames.EPHEMERAL_METADATA);
    try {
      return text.isEmpty() ? NOTHING : JSON.readValue(text, MetadataPatch.class);
    } catch (JsonProcessingException unreadable) {
      // Somebody else has written it; what it may have meant is not ours to remove.
      return NOTHING;
    }
  }
}
