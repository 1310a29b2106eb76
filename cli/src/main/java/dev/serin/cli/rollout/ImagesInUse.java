package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images that a cluster has a use for: those that any object names which makes pods, or keeps
 * what pods were made from for a rollback, and those that pods run.
 */
final class ImagesInUse {
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Pod.class,
          ReplicaSet.class,
          Deployment.class,
          StatefulSet.class,
          DaemonSet.class,
          ControllerRevision.class,
          Job.class,
          CronJob.class,
          Rollout.class,
          Experiment.class);

  /** A pod that was started by a tag runs the digest that the tag meant then: its image id. */
  private static final Set<String> FIELDS = Set.of("image", "imageID");

  private final KubernetesClient client;
  private final Set<String> names = new TreeSet<>();

  ImagesInUse(KubernetesClient client) {
    this.client = client;
  }

  Set<String> names() {
    KINDS.forEach(this::addAll);
    return Set.copyOf(names);
  }

  private <T extends HasMetadata> void addAll(Class<T> kind) {
    client
        .resources(kind)
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(
            each -> add(client.getKubernetesSerialization().convertValue(each, JsonNode.class)));
  }

  private void add(JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              if (FIELDS.contains(field.getKey()) && field.getValue().isTextual()) {
                names.add(field.getValue().asText());
              }
              add(field.getValue());
            });
    if (node.isArray()) {
      node.forEach(this::add);
    }
  }
}
