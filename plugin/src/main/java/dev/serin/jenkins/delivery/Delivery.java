package dev.serin.jenkins.delivery;

import dev.serin.jenkins.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run planned, built and released. Immutable; results of several agents are put together
 * service by service, whatever their order.
 */
public final class Delivery {

  private static final Delivery EMPTY = new Delivery("", "", "", "", List.of(), List.of());

  private final String repository;
  private final String base;
  private final String head;
  private final String release;
  private final ArrayList<ServiceDelivery> services;
  private final ArrayList<String> unaffected;

  private Delivery(
      String repository,
      String base,
      String head,
      String release,
      Collection<ServiceDelivery> services,
      Collection<String> unaffected) {
    this.repository = repository;
    this.base = base;
    this.head = head;
    this.release = release;
    this.services = new ArrayList<>(services);
    this.unaffected = new ArrayList<>(unaffected);
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
        Json.list(plan.get("unaffected")).stream().map(Json::text).toList());
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
        unaffected);
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
