package dev.serin.rollout.contest;

import dev.serin.argo.ArgoNames;
import dev.serin.rollout.Action;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who owns the field of an object that says where traffic goes, by its {@code managedFields}.
 *
 * <p>That field is a Service's selector or a route's list of rules. Both are atomic to server-side
 * apply: whoever changes anything in it owns all of it from then on, and those who owned it before
 * own it no more. So the owners of a value that has just changed are those who changed it.
 */
public final class FieldOwners {

  /** The name under which the API server knows Serin's agent. */
  public static final String OWN = "serin-deploy-agent";

  private static final String SPEC = "f:spec";
  private static final String SELECTOR = "f:selector";
  private static final String RULES = "f:rules";

  private FieldOwners() {}

  /** Kind and name of an object, for people. */
  public static String describe(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  /** Kind and name of the object that an action changes. */
  public static String describe(Action.Traffic action) {
    if (action instanceof Action.SetRouteWeights weights) {
      return weights.route().kind() + " " + weights.route().name();
    }
    return "Service " + ((Action.PointService) action).service();
  }

  /**
   * Others that own the field, comma separated; empty when Serin owns it, or nobody is known to.
   */
  public static Optional<String> foreign(HasMetadata object) {
    TreeSet<String> managers = new TreeSet<>();
    owning(object).stream()
        .map(ManagedFieldsEntry::getManager)
        .filter(Objects::nonNull)
        .forEach(managers::add);
    return managers.isEmpty() || managers.contains(OWN)
        ? Optional.empty()
        : Optional.of(String.join(", ", managers));
  }

  /**
   * What somebody else has done between two versions of an object.
   *
   * @param namespace that of the Rollout
   * @param stableService its Service of the stable version
   * @param canaryService its Service of the canary
   * @param at when the newer version was seen
   */
  public static Optional<ForeignWrite> between(
      HasMetadata before,
      HasMetadata after,
      String namespace,
      String stableService,
      String canaryService,
      Instant at) {
    boolean same =
        (before instanceof Service was && after instanceof Service is)
            ? selects(was).equals(selects(is))
            : TrafficRouters.of(before)
                .canaryWeight(before, namespace, stableService, canaryService)
                .equals(
                    TrafficRouters.of(after)
                        .canaryWeight(after, namespace, stableService, canaryService));
    return same
        ? Optional.empty()
        : foreign(after).map(manager -> new ForeignWrite(describe(after), manager, at));
  }

  /** Leaves of the {@code managedFields} no more than what the methods here read. */
  public static void trim(HasMetadata object) {
    Map<String, Object> field = Map.of(SPEC, Map.of(field(object), Map.of()));
    object
        .getMetadata()
        .setManagedFields(
            owning(object).stream()
                .map(
                    entry -> {
                      FieldsV1 fields = new FieldsV1();
                      fields.setAdditionalProperties(field);
                      return new ManagedFieldsEntryBuilder()
                          .withManager(entry.getManager())
                          .withFieldsV1(fields)
                          .build();
                    })
                .toList());
  }

  private static List<ManagedFieldsEntry> owning(HasMetadata object) {
    List<ManagedFieldsEntry> all = object.getMetadata().getManagedFields();
    return all == null
        ? List.of()
        : all.stream().filter(entry -> owns(entry, field(object))).toList();
  }

  private static boolean owns(ManagedFieldsEntry entry, String field) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get(SPEC) instanceof Map<?, ?> spec
        && spec.containsKey(field);
  }

  private static String field(HasMetadata object) {
    return object instanceof Service ? SELECTOR : RULES;
  }

  private static String selects(Service service) {
    Map<String, String> selector =
        service.getSpec() == null ? null : service.getSpec().getSelector();
    return selector == null ? "" : selector.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }
}
