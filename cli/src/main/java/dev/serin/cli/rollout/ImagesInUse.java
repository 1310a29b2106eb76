package dev.serin.cli.rollout;

import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The images that a cluster has a use for, as its objects name them. */
final class ImagesInUse {
  private final KubernetesClient client;
  private final Set<String> names = new TreeSet<>();

  ImagesInUse(KubernetesClient client) {
    this.client = client;
  }

  Set<String> names() {
    client.pods().inAnyNamespace().list().getItems().forEach(this::add);
    client
        .apps()
        .replicaSets()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec().getTemplate()));
    client
        .apps()
        .deployments()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec().getTemplate()));
    client
        .apps()
        .statefulSets()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec().getTemplate()));
    client
        .apps()
        .daemonSets()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec().getTemplate()));
    client
        .batch()
        .v1()
        .cronjobs()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec().getJobTemplate().getSpec().getTemplate()));
    client
        .resources(Rollout.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(each -> add(each.getSpec() == null ? null : each.getSpec().template()));
    return Set.copyOf(names);
  }

  private void add(Pod pod) {
    add(pod.getSpec());
    if (pod.getStatus() != null) {
      // A pod that was started by a tag runs the digest that the tag meant then.
      for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
        names.add(String.valueOf(status.getImageID()));
      }
    }
  }

  private void add(@Nullable PodTemplateSpec template) {
    if (template != null) {
      add(template.getSpec());
    }
  }

  private void add(@Nullable PodSpec pod) {
    if (pod != null) {
      pod.getContainers().stream().map(Container::getImage).forEach(names::add);
      pod.getInitContainers().stream().map(Container::getImage).forEach(names::add);
    }
  }
}
