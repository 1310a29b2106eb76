package dev.serin.rollout.simulation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A ReplicaSet as the API server holds it. Each change makes a new object. */
final class SimulatedReplicaSet {
  private static final String PREFIX = "cart-";

  private ReplicaSet object;

  SimulatedReplicaSet(ReplicaSet created, Instant now) {
    object =
        new ReplicaSetBuilder(created)
            .editMetadata()
            .withCreationTimestamp(WireTime.format(now))
            .endMetadata()
            .build();
  }

  /** The version of which a ReplicaSet of that name is. */
  static String version(String name) {
    return name.substring(PREFIX.length());
  }

  /** The name of the ReplicaSet of a version. */
  static String nameOf(String version) {
    return PREFIX + version;
  }

  ReplicaSet object() {
    return object;
  }

  String name() {
    return object.getMetadata().getName();
  }

  int wanted() {
    return object.getSpec().getReplicas();
  }

  String image() {
    return object.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  Map<String, String> podLabels() {
    return Map.copyOf(object.getSpec().getTemplate().getMetadata().getLabels());
  }

  Map<String, String> podAnnotations() {
    Map<String, String> annotations = object.getSpec().getTemplate().getMetadata().getAnnotations();
    return annotations == null ? Map.of() : Map.copyOf(annotations);
  }

  /** As it is seen, with so many pods. Only the status differs from one picture to the next. */
  ReplicaSet picture(int existing, int available) {
    ReplicaSetStatus status = new ReplicaSetStatus();
    status.setReplicas(existing);
    status.setReadyReplicas(available);
    status.setAvailableReplicas(available);
    ReplicaSet picture = new ReplicaSet();
    picture.setMetadata(object.getMetadata());
    picture.setSpec(object.getSpec());
    picture.setStatus(status);
    return picture;
  }

  void scale(int replicas) {
    edit(set -> set.editSpec().withReplicas(replicas).endSpec());
  }

  void desired(int replicas) {
    edit(
        set ->
            set.editMetadata()
                .addToAnnotations(ArgoNames.DESIRED_REPLICAS, Integer.toString(replicas))
                .endMetadata());
  }

  void minReadySeconds(int seconds) {
    edit(set -> set.editSpec().withMinReadySeconds(seconds).endSpec());
  }

  void deadline(Optional<Instant> deadline) {
    edit(
        set ->
            deadline.isPresent()
                ? set.editMetadata()
                    .addToAnnotations(
                        ArgoNames.SCALE_DOWN_DEADLINE, WireTime.format(deadline.get()))
                    .endMetadata()
                : set.editMetadata()
                    .removeFromAnnotations(ArgoNames.SCALE_DOWN_DEADLINE)
                    .endMetadata());
  }

  void revision(Action.SetReplicaSetRevision revision) {
    edit(
        set ->
            set.editMetadata()
                .addToAnnotations(ArgoNames.REVISION, Integer.toString(revision.revision()))
                .addToAnnotations(ArgoNames.REVISION_HISTORY, revision.history())
                .endMetadata());
  }

  void ephemeral(Action.SetEphemeralMetadata action) {
    ObjectMeta pods = object.getSpec().getTemplate().getMetadata();
    Map<String, String> annotations = new TreeMap<>(object.getMetadata().getAnnotations());
    annotations.remove(ArgoNames.EPHEMERAL_METADATA);
    action.remembered().ifPresent(text -> annotations.put(ArgoNames.EPHEMERAL_METADATA, text));
    edit(
        set ->
            set.editMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .editSpec()
                .editTemplate()
                .editMetadata()
                .withLabels(changed(pods.getLabels(), action.labels()))
                .withAnnotations(changed(pods.getAnnotations(), action.annotations()))
                .endMetadata()
                .endTemplate()
                .endSpec());
  }

  private void edit(UnaryOperator<ReplicaSetBuilder> edit) {
    object = edit.apply(new ReplicaSetBuilder(object)).build();
  }

  /** A map after changes; an empty value removes. */
  static Map<String, String> changed(
      @Nullable Map<String, String> map, Map<String, Optional<String>> changes) {
    Map<String, String> result = new TreeMap<>(map == null ? Map.of() : map);
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(text -> result.put(key, text), () -> result.remove(key)));
    return result;
  }
}
