package dev.serin.agent.cluster;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The little of an EndpointSlice that is kept.
 *
 * @param service the Service that it belongs to
 * @param ready names of the pods that are ready to get requests
 * @param since when this state was seen first
 */
public record EndpointsView(ObjectKey service, Set<String> ready, Instant since) {

  /** Label of an EndpointSlice: its Service. */
  static final String SERVICE = "kubernetes.io/service-name";

  /**
   * What is kept of a slice.
   *
   * @param before what was kept of it, whose time stays if nothing has changed
   */
  static EndpointsView of(EndpointSlice slice, Optional<EndpointsView> before, Instant now) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    Set<String> ready = new TreeSet<>();
    if (slice.getEndpoints() != null) {
      slice.getEndpoints().stream()
          .filter(EndpointsView::isReady)
          .map(EndpointsView::name)
          .forEach(ready::add);
    }
    ObjectKey service =
        new ObjectKey(slice.getMetadata().getNamespace(), labels.getOrDefault(SERVICE, ""));
    return before
        .filter(known -> known.ready.equals(ready) && known.service.equals(service))
        .orElseGet(() -> new EndpointsView(service, Set.copyOf(ready), now));
  }

  /** A condition that is not given means ready, as the API says. */
  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  private static String name(Endpoint endpoint) {
    return endpoint.getTargetRef() == null
        ? String.valueOf(endpoint.getAddresses())
        : Objects.toString(endpoint.getTargetRef().getName(), "");
  }
}
