package dev.serin.cluster.gateway;

import dev.serin.cluster.controller.PodReadiness;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The ready, not terminating pods behind each port of each Service. */
final class EndpointIndex {
  private final Collection<Service> services;
  private final Collection<Pod> pods;

  EndpointIndex(Collection<Service> services, Collection<Pod> pods) {
    this.services = services;
    this.pods = pods.stream().filter(EndpointIndex::takesRequests).toList();
  }

  /** The endpoints of a Service's port; nothing when there is no such Service or port. */
  Optional<List<Endpoint>> find(String namespace, String name, int port) {
    return services.stream()
        .filter(service -> service.getMetadata().getNamespace().equals(namespace))
        .filter(service -> service.getMetadata().getName().equals(name))
        .findFirst()
        .flatMap(
            service ->
                service.getSpec().getPorts().stream()
                    .filter(candidate -> candidate.getPort() == port)
                    .findFirst()
                    .map(found -> endpoints(service, found)));
  }

  private List<Endpoint> endpoints(Service service, ServicePort port) {
    Map<String, String> selector = service.getSpec().getSelector();
    if (selector == null || selector.isEmpty()) {
      return List.of();
    }
    return pods.stream()
        .filter(
            pod -> pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace()))
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .flatMap(pod -> endpoint(pod, port).stream())
        .toList();
  }

  private static Optional<Endpoint> endpoint(Pod pod, ServicePort port) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    String hash =
        labels.getOrDefault(
            "rollouts-pod-template-hash", labels.getOrDefault("pod-template-hash", ""));
    OptionalInt target = target(pod, port);
    return target.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Endpoint(
                pod.getStatus().getPodIP(), target.getAsInt(), pod.getMetadata().getName(), hash));
  }

  private static OptionalInt target(Pod pod, ServicePort port) {
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return OptionalInt.of(port.getPort());
    }
    if (target.getIntVal() != null) {
      return OptionalInt.of(target.getIntVal());
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> target.getStrVal().equals(candidate.getName()))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst();
  }

  private static boolean takesRequests(Pod pod) {
    return PodReadiness.readySince(pod).isPresent()
        && !PodReadiness.terminating(pod)
        && pod.getMetadata().getLabels() != null
        && pod.getStatus().getPodIP() != null;
  }
}
