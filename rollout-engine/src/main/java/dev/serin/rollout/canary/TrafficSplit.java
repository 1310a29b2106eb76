package dev.serin.rollout.canary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.ArgoNames;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.Observation;
import dev.serin.rollout.ServiceEndpoints;
import dev.serin.rollout.TrafficObservation;
import dev.serin.rollout.traffic.Confirmation;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficRouter;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the traffic is split now, read from the routes and Services themselves, and whether that is
 * in force.
 *
 * @param routers the routers that the Rollout has set up
 * @param seen what was seen of the traffic
 * @param services both Services, with all traffic to stable
 * @param stableTargets versions that the stable share goes to, by Services and by subsets; an empty
 *     text stands for all versions
 * @param canaryTargets the same for the canary's share
 */
record TrafficSplit(
    List<TrafficRouter> routers,
    TrafficObservation seen,
    TrafficGoal services,
    Set<String> stableTargets,
    Set<String> canaryTargets) {

  /** When to look again at endpoints, as which version a pod is may become known after it is. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  static TrafficSplit of(Observation observation, CanarySettings settings) {
    List<TrafficRouter> routers = TrafficRouters.of(observation.rollout());
    TrafficObservation seen = observation.traffic();
    return new TrafficSplit(
        routers,
        seen,
        new TrafficGoal(
            new Destination(settings.stableService(), ""),
            new Destination(settings.canaryService(), ""),
            0,
            settings.maxWeight(),
            List.of(),
            List.of()),
        targets(
            settings.stableService(),
            observation,
            routers.stream().flatMap(router -> router.stableHash(seen.routes()).stream())),
        targets(
            settings.canaryService(),
            observation,
            routers.stream().flatMap(router -> router.canaryHash(seen.routes()).stream())));
  }

  private static Set<String> targets(
      String service, Observation observation, Stream<String> subsets) {
    Set<String> hashes = new LinkedHashSet<>();
    if (!service.isEmpty()) {
      hashes.add(selected(observation, service));
    }
    subsets.forEach(hashes::add);
    return hashes;
  }

  String stableService() {
    return services.stable().service();
  }

  String canaryService() {
    return services.canary().service();
  }

  /** The version that the stable share goes to; empty when it is not one. */
  String stableSelects() {
    return only(stableTargets);
  }

  /** The version that the canary's share goes to; empty when it is not one. */
  String canarySelects() {
    return only(canaryTargets);
  }

  /** The canary's share of the traffic: the greatest over all routes. */
  int canaryWeight() {
    return routers.stream()
        .flatMapToInt(router -> router.canaryWeight(seen.routes(), services).stream())
        .max()
        .orElse(0);
  }

  /** Whether the canary's side gets any requests, by weight or by routes that steps have added. */
  boolean carries() {
    return canaryWeight() > 0
        || routers.stream().anyMatch(router -> router.hasManagedRoutes(seen.routes(), services));
  }

  /** The changes that are left until every object is as the goal wants it. */
  List<SetRoute> changesTo(TrafficGoal goal) {
    List<SetRoute> changes = new ArrayList<>();
    for (TrafficRouter router : routers) {
      for (RouteReference reference : router.references(seen.routes())) {
        Optional<JsonNode> now = seen.routes().get(reference).map(SeenRoute::object);
        if (!router.wanted(reference, seen.routes(), goal).equals(now)) {
          changes.add(new SetRoute(reference, router, goal));
        }
      }
    }
    return changes;
  }

  /** Whether those who carry out the routes have accepted them as they are. */
  Confirmation accepted() {
    return all().reduce(Confirmation.CONFIRMED, Confirmation::and);
  }

  private Stream<Confirmation> all() {
    return routers.stream()
        .flatMap(
            router ->
                router.references(seen.routes()).stream()
                    .flatMap(reference -> seen.routes().get(reference).stream())
                    .map(router::accepted));
  }

  /** Whether the routes, as they are, have reached every proxy. */
  Confirmation settled(Instant now) {
    Confirmation settled = accepted();
    for (TrafficRouter router : routers) {
      for (RouteReference reference : router.references(seen.routes())) {
        Optional<SeenRoute> route = seen.routes().get(reference);
        if (route.isPresent()) {
          settled = settled.and(since(route.get().since(), reference.toString(), now));
        }
      }
    }
    return settled;
  }

  /**
   * Whether a side answers with nothing but one version, and has done so long enough for every
   * proxy to know.
   *
   * @param service the side's Service; empty when subsets tell versions
   * @param pods how many of its pods have to be ready
   */
  Confirmation answers(String service, String hash, int pods, Instant now) {
    ServiceEndpoints endpoints = seen.endpoints().get(service);
    if (endpoints == null) {
      return Confirmation.CONFIRMED;
    }
    if (endpoints.ready(hash) < pods) {
      return Confirmation.until(
          now.plus(LOOK_AGAIN),
          "Service %s has %d of %d ready endpoints of version %s"
              .formatted(service, endpoints.ready(hash), pods, hash));
    }
    if (endpoints.hasOthersThan(hash)) {
      return Confirmation.until(
          now.plus(LOOK_AGAIN),
          "Service %s still has endpoints of another version than %s".formatted(service, hash));
    }
    return since(endpoints.since(), "the endpoints of Service " + service, now);
  }

  /** Whether that many endpoints of a version are ready; true where nobody counts them. */
  Confirmation answersAtLeast(String service, String hash, int pods) {
    ServiceEndpoints endpoints = seen.endpoints().get(service);
    return endpoints == null || endpoints.ready(hash) >= pods
        ? Confirmation.CONFIRMED
        : Confirmation.notYet(
            "Service %s has %d of %d ready endpoints of version %s"
                .formatted(service, endpoints.ready(hash), pods, hash));
  }

  /** Whether versions are told by a mesh's subsets, so that changed objects have to settle. */
  boolean bySubsets() {
    return routers.stream().anyMatch(router -> router.canaryHash(seen.routes()).isPresent());
  }

  /** Whether somebody reports whether routes are accepted. */
  boolean reported() {
    return routers.stream()
        .flatMap(
            router ->
                router.references(seen.routes()).stream()
                    .flatMap(reference -> seen.routes().get(reference).stream())
                    .map(router::reported))
        .anyMatch(reported -> reported);
  }

  /** Whether a Service is named anywhere in the routes. */
  boolean mentions(String service) {
    return routers.stream()
        .flatMap(router -> router.references(seen.routes()).stream())
        .flatMap(reference -> seen.routes().get(reference).stream())
        .anyMatch(route -> mentions(route.object(), service));
  }

  /** Whether a version gets no requests, and every proxy knows. */
  Confirmation unused(String hash, Instant now) {
    if (sendsTo(hash)) {
      return Confirmation.notYet("version " + hash + " gets requests");
    }
    Confirmation unused = Confirmation.CONFIRMED;
    if (canaryTargets.contains(hash)) {
      unused = unused.and(settled(now));
    }
    for (String service : List.of(stableService(), canaryService())) {
      ServiceEndpoints endpoints = seen.endpoints().get(service);
      boolean used = service.equals(stableService()) || carries();
      if (endpoints != null && used) {
        unused =
            unused.and(
                endpoints.ready(hash) > 0
                    ? Confirmation.notYet("Service " + service + " still has its endpoints")
                    : since(endpoints.since(), "the endpoints of Service " + service, now));
      }
    }
    return unused;
  }

  private Confirmation since(Instant since, String what, Instant now) {
    Instant settled = since.plus(seen.settle());
    return now.isBefore(settled)
        ? Confirmation.until(settled, what + " changed just now; proxies may not know yet")
        : Confirmation.CONFIRMED;
  }

  /** Whether a version may get requests now. */
  boolean sendsTo(String hash) {
    return stableTargets.contains(hash) || (canaryTargets.contains(hash) && carries());
  }

  private static boolean mentions(JsonNode tree, String service) {
    if (tree.isValueNode()) {
      return tree.asText().equals(service);
    }
    for (JsonNode child : tree) {
      if (mentions(child, service)) {
        return true;
      }
    }
    return false;
  }

  private static String only(Set<String> hashes) {
    return hashes.size() == 1 ? hashes.iterator().next() : "";
  }

  static String selected(Observation observation, String name) {
    Service service = observation.services().get(name);
    if (service == null || service.getSpec() == null) {
      return "";
    }
    Map<String, String> selector = service.getSpec().getSelector();
    return selector == null ? "" : selector.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }
}
