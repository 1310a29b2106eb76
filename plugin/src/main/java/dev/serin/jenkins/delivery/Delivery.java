package dev.serin.jenkins.delivery;

import dev.serin.jenkins.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run planned, built and released. Immutable; results of several agents are put together
 * service by service, whatever their order.
 */
public final class Delivery {

  private static final Delivery EMPTY = new Delivery("", "", "", "", List.of(), List.of(), null);

  private final String repository;
  private final String base;
  private final String head;
  private final String release;
  private final ArrayList<ServiceDelivery> services;
  private final ArrayList<String> unaffected;
  private final @Nullable TreeMap<String, String> since;

  private Delivery(
      String repository,
      String base,
      String head,
      String release,
      Collection<ServiceDelivery> services,
      Collection<String> unaffected,
      @Nullable Map<String, String> since) {
    this.repository = repository;
    this.base = base;
    this.head = head;
    this.release = release;
    this.services = new ArrayList<>(services);
    this.unaffected = new ArrayList<>(unaffected);
    this.since = since == null ? null : new TreeMap<>(since);
  }

  /** Nothing yet. */
  public static Delivery empty() {
    return EMPTY;
  }

  /** With a plan in it; what is built already stays. */
  public Delivery planned(Map<String, Object> plan) {
    Map<String, ServiceDelivery> byName = byName();
    for (Object affected : Json.list(plan.get("affected"))) {
      ServiceDelivery service = ServiceDelivery.planned(Json.map(affected));
      byName.putIfAbsent(service.getName(), service);
    }
    return new Delivery(
        Json.text(plan.get("repository")),
        Json.text(plan.get("base")),
        Json.text(plan.get("head")),
        release,
        byName.values(),
        Json.list(plan.get("unaffected")).stream().map(Json::text).toList(),
        since);
  }

  /** With a release in it, or a part of one. */
  public Delivery released(Map<String, Object> result) {
    Map<String, ServiceDelivery> byName = byName();
    for (Object built : Json.list(result.get("services"))) {
      ServiceDelivery service = ServiceDelivery.built(Json.map(built));
      byName.put(service.getName(), service);
    }
    for (Object failure : Json.list(result.get("failed"))) {
      Map<String, Object> failed = Json.map(failure);
      String name = Json.text(failed.get("name"));
      ServiceDelivery known = byName.getOrDefault(name, ServiceDelivery.unplanned(name));
      byName.put(name, known.failed(failed));
    }
    Map<String, Object> source = Json.map(result.get("source"));
    return new Delivery(
        repository.isEmpty() ? Json.text(source.get("repository")) : repository,
        base.isEmpty() ? Json.text(source.get("base")) : base,
        Json.text(source.get("commit")),
        Json.text(Json.map(result.get("metadata")).get("name")),
        byName.values(),
        unaffected,
        since);
  }

  /** With what the evidence of its images came to. */
  public Delivery verified(Map<String, Object> verification) {
    Map<String, Map<String, Object>> byDigest = new HashMap<>();
    for (Object image : Json.list(verification.get("images"))) {
      Map<String, Object> verdict = Json.map(image);
      byDigest.put(digest(Json.text(verdict.get("image"))), verdict);
    }
    List<ServiceDelivery> verified =
        services.stream()
            .map(
                service -> {
                  Map<String, Object> verdict = byDigest.get(digest(service.getImage()));
                  return verdict == null ? service : service.verified(verdict);
                })
            .toList();
    return new Delivery(repository, base, head, release, verified, unaffected, since);
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  /** With the commit that each service was last built from before the run. */
  Delivery since(Map<String, String> commits) {
    return new Delivery(repository, base, head, release, services, unaffected, commits);
  }

  /** As it was before that service was built; what else was built stays. */
  Delivery again(String service) {
    Map<String, ServiceDelivery> byName = byName();
    byName.computeIfPresent(service, (name, known) -> known.planned());
    return new Delivery(repository, base, head, release, byName.values(), unaffected, since);
  }

  /** The commit that each service was last built from before the run, if that was asked for. */
  Optional<Map<String, String>> since() {
    return Optional.ofNullable(since).map(Map::copyOf);
  }

  /** Whether the run tried to build that service in vain. */
  boolean hasFailed(String name) {
    return services.stream()
        .anyMatch(
            service ->
                service.getName().equals(name)
                    && service.getState() == ServiceDelivery.State.FAILED);
  }

  /** The services that have an image, by name. */
  public List<ServiceDelivery> built() {
    return services.stream()
        .filter(service -> service.getState() == ServiceDelivery.State.BUILT)
        .toList();
  }

  private Map<String, ServiceDelivery> byName() {
    TreeMap<String, ServiceDelivery> byName = new TreeMap<>();
    services.forEach(service -> byName.put(service.getName(), service));
    return byName;
  }

  /** The system or repository; empty while nothing is known. */
  public String getRepository() {
    return repository;
  }

  /** The commit that was compared with; empty for a first build. */
  public String getBase() {
    return base;
  }

  /** The commit that is built. */
  public String getHead() {
    return head;
  }

  /** Name of the release; empty while there is none. */
  public String getRelease() {
    return release;
  }

  /** The affected services by name. */
  public List<ServiceDelivery> getServices() {
    return List.copyOf(services);
  }

  /** Names of the services that were left alone. */
  public List<String> getUnaffected() {
    return List.copyOf(unaffected);
  }
}
