package dev.serin.cluster.gateway;

import java.util.List;

/**
 * A backendRef of a route, resolved.
 *
 * @param service {@code namespace/name} of the Service
 * @param weight its share of the rule's requests, in proportion to the others'
 * @param known whether it names a Service and port that exist and may be used
 * @param endpoints its ready pods
 */
record Backend(String service, int weight, boolean known, List<Endpoint> endpoints) {
  Backend {
    endpoints = List.copyOf(endpoints);
  }
}
