package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.TemplateService;
import dev.serin.rollout.experiment.ExperimentAction.CreateService;
import dev.serin.rollout.experiment.ExperimentAction.DeleteService;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Optional;

/**
 * The Services of an Experiment: for a template that asks for one and whose containers have ports,
 * there from before its pods until the last of them is gone.
 */
final class Services {
  private Services() {}

  /**
   * Sees to the Service of a template.
   *
   * @param active whether the template is to have pods
   * @return the status with what is known of the Service
   */
  static ExperimentTemplateStatus plan(
      ExperimentTemplate template,
      ReplicaSet set,
      boolean active,
      ExperimentTemplateStatus status,
      Draft d) {
    Optional<Service> existing =
        d.seen().services().stream()
            .filter(
                service -> ExperimentReplicaSet.belongs(service, template.name(), d.experiment()))
            .findFirst();
    TemplateService asked = template.service();
    if (asked != null && active) {
      return create(template, asked, set, existing, status, d);
    }
    if (existing.isPresent() && (asked == null || ReplicaSets.available(set) == 0)) {
      d.act(new DeleteService(existing.get().getMetadata().getName()));
      return status.withService(null, null);
    }
    return status;
  }

  private static ExperimentTemplateStatus create(
      ExperimentTemplate template,
      TemplateService asked,
      ReplicaSet set,
      Optional<Service> existing,
      ExperimentTemplateStatus status,
      Draft d) {
    List<ServicePort> ports = ports(set);
    if (ports.isEmpty()) {
      return status;
    }
    boolean named = asked.name() != null && !asked.name().isEmpty();
    String name = named ? String.valueOf(asked.name()) : ReplicaSets.name(set);
    String hash = ReplicaSets.hash(set);
    if (existing.filter(service -> service.getMetadata().getName().equals(name)).isPresent()) {
      return status.withService(name, hash);
    }
    Service wanted = service(name, template, set, ports, d);
    Optional<String> obstacle = obstacle(wanted, template, d);
    if (obstacle.isPresent()) {
      return status.withStatus(
          TemplatePhase.ERROR.wireName(),
          "Failed to create Service %s for template '%s': %s"
              .formatted(name, template.name(), obstacle.get()));
    }
    d.act(new CreateService(wanted));
    return status.withService(name, hash);
  }

  private static Optional<String> obstacle(Service wanted, ExperimentTemplate template, Draft d) {
    String name = wanted.getMetadata().getName();
    boolean foreign =
        d.seen().obstacles().taken(wanted)
            || d.seen().services().stream()
                .anyMatch(service -> service.getMetadata().getName().equals(name));
    return foreign
        ? Optional.of(
            "service %s already exists and is not owned by experiment template %s"
                .formatted(name, template.name()))
        : d.seen().obstacles().against(wanted);
  }

  private static Service service(
      String name, ExperimentTemplate template, ReplicaSet set, List<ServicePort> ports, Draft d) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(d.experiment().getMetadata().getNamespace())
        .withAnnotations(ExperimentReplicaSet.annotations(template, d.experiment()))
        .withOwnerReferences(ExperimentReplicaSet.owner(d.experiment()))
        .endMetadata()
        .withNewSpec()
        .withSelector(set.getMetadata().getLabels())
        .withPorts(ports)
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(ReplicaSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .map(
            port ->
                new ServicePortBuilder()
                    .withName(port.getName())
                    .withProtocol(port.getProtocol())
                    .withPort(port.getContainerPort())
                    .withTargetPort(new IntOrString(port.getContainerPort()))
                    .build())
        .toList();
  }
}
