package dev.serin.rollout.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who owns the field of an object that says where traffic goes, by its {@code managedFields}.
 *
 * <p>That field is a Service's selector, or a route's list of rules. Both are atomic to server-side
 * apply: whoever changes anything in it owns all of it from then on, and those who owned it before
 * own it no more. So the owners of a value that has just changed are those who changed it. Of a
 * route that has no such list (weights in maps) all of the specification counts, which may name
 * others beside the one who changed it; of one that has its weights in annotations nothing is told.
 */
public final class FieldOwners {

  /** The name under which the API server knows Serin's agent. */
  public static final String OWN = "serin-deploy-agent";

  private static final String SPEC = "f:spec";
  private static final String SELECTOR = "f:selector";

  /** The lists of the kinds that have one; of others, the whole specification counts. */
  private static final Map<String, Set<String>> LISTS =
      Map.of(
          "HTTPRoute", Set.of("f:rules"),
          "GRPCRoute", Set.of("f:rules"),
          "TLSRoute", Set.of("f:rules"),
          "TCPRoute", Set.of("f:rules"),
          "VirtualService", Set.of("f:http", "f:tls", "f:tcp"),
          "TrafficSplit", Set.of("f:backends"));

  private FieldOwners() {}

  /** Kind and name of the object that an action changes, for people. */
  public static String describe(Action.Traffic action) {
    if (action instanceof Action.SetRoute set) {
      return describe(set.route().kind(), set.route().name());
    }
    return describe("Service", ((Action.PointService) action).service());
  }

  private static String describe(String kind, String name) {
    return kind + " " + name;
  }

  /** Others that own the field, comma separated; empty if Serin owns it, or nobody is known to. */
  public static Optional<String> foreign(Service service) {
    return foreign(new TreeSet<>(owning(service).map(ManagedFieldsEntry::getManager).toList()));
  }

  /** Others that own the field, comma separated; empty if Serin owns it, or nobody is known to. */
  public static Optional<String> foreign(SeenRoute route) {
    TreeSet<String> managers = new TreeSet<>();
    for (JsonNode entry : route.object().path("metadata").path("managedFields")) {
      if (owns(entry, route.reference().kind())) {
        managers.add(entry.path("manager").asText());
      }
    }
    return foreign(managers);
  }

  private static Optional<String> foreign(Set<String> managers) {
    return managers.isEmpty() || managers.contains(OWN)
        ? Optional.empty()
        : Optional.of(String.join(", ", managers));
  }

  /** What somebody else has done to a Service's selector between two versions of it. */
  public static Optional<ForeignWrite> between(Service before, Service after, Instant at) {
    return selects(before).equals(selects(after))
        ? Optional.empty()
        : foreign(after)
            .map(
                manager ->
                    new ForeignWrite(
                        describe("Service", after.getMetadata().getName()), manager, at));
  }

  /** What somebody else has done to a Rollout's weights between two versions of a route. */
  public static Optional<ForeignWrite> between(
      Rollout rollout, SeenRoute before, SeenRoute after, Instant at) {
    return weight(rollout, before).equals(weight(rollout, after))
        ? Optional.empty()
        : foreign(after)
            .map(
                manager ->
                    new ForeignWrite(
                        describe(after.reference().kind(), after.reference().name()), manager, at));
  }

  private static OptionalInt weight(Rollout rollout, SeenRoute route) {
    return TrafficRouters.canaryWeight(rollout, SeenRoutes.of(List.of(route)));
  }

  /** Leaves of a Service's {@code managedFields} no more than what the methods here read. */
  public static void trim(Service service) {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperties(Map.of(SPEC, Map.of(SELECTOR, Map.of())));
    service
        .getMetadata()
        .setManagedFields(
            owning(service)
                .map(
                    entry ->
                        new ManagedFieldsEntryBuilder()
                            .withManager(entry.getManager())
                            .withFieldsV1(fields)
                            .build())
                .toList());
  }

  /** Leaves of a route's {@code managedFields} no more than what the methods here read. */
  public static void trim(ObjectNode metadata, String kind) {
    JsonNode all = metadata.remove("managedFields");
    if (all == null) {
      return;
    }
    ArrayNode left = metadata.putArray("managedFields");
    for (JsonNode entry : all) {
      if (owns(entry, kind)) {
        ObjectNode spec =
            left.addObject()
                .put("manager", entry.path("manager").asText())
                .putObject("fieldsV1")
                .putObject(SPEC);
        LISTS.getOrDefault(kind, Set.of()).forEach(spec::putObject);
      }
    }
    if (left.isEmpty()) {
      metadata.remove("managedFields");
    }
  }

  private static boolean owns(JsonNode entry, String kind) {
    JsonNode spec = entry.path("fieldsV1").path(SPEC);
    Set<String> lists = LISTS.get(kind);
    return spec.isObject()
        && entry.path("subresource").asText().isEmpty()
        && (lists == null || lists.stream().anyMatch(spec::has));
  }

  private static Stream<ManagedFieldsEntry> owning(Service service) {
    List<ManagedFieldsEntry> all = service.getMetadata().getManagedFields();
    return (all == null ? List.<ManagedFieldsEntry>of() : all)
        .stream()
            .filter(FieldOwners::ownsSelector)
            .filter(entry -> Objects.nonNull(entry.getManager()));
  }

  private static boolean ownsSelector(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get(SPEC) instanceof Map<?, ?> spec
        && spec.containsKey(SELECTOR);
  }

  private static String selects(Service service) {
    Map<String, String> selector =
        service.getSpec() == null ? null : service.getSpec().getSelector();
    return selector == null ? "" : selector.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }
}
