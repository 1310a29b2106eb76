package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The subsets of a DestinationRule that are the two versions, and those of experiments, which are
 * named like their Services. Other subsets are somebody else's.
 *
 * @param names which subset is which
 * @param owner the Rollout
 */
record IstioSubsets(IstioRouter.Subsets names, Owner owner) {

  List<String> problems(RouteObjects objects) {
    Optional<SeenRoute> rule = objects.get(names.reference());
    if (rule.isEmpty()) {
      return List.of(names.reference() + " not found");
    }
    List<String> problems = new ArrayList<>();
    for (String name : List.of(names.canary(), names.stable())) {
      if (find(rule.get().object(), name).isEmpty()) {
        problems.add("%s has no subset '%s'; add it".formatted(names.reference(), name));
      }
    }
    String manager =
        Trees.text(rule.get().object().path("metadata").path("annotations"), ArgoNames.MANAGED_BY);
    if (!manager.isEmpty() && !manager.equals(owner.name())) {
      problems.add(
          "%s is managed by another Rollout: %s; give each Rollout a DestinationRule of its own"
              .formatted(names.reference(), manager));
    }
    return problems;
  }

  /** The version of a subset; empty text when it has no label yet. */
  Optional<String> hash(RouteObjects objects, String subset) {
    return objects
        .get(names.reference())
        .map(
            rule ->
                find(rule.object(), subset)
                    .map(one -> Trees.text(one.path("labels"), ArgoNames.POD_TEMPLATE_HASH))
                    .orElse(""));
  }

  void apply(ObjectNode rule, TrafficGoal goal) {
    ObjectNode metadata = Trees.child(rule, "metadata");
    if (!owner.name().equals(Trees.text(metadata.path("annotations"), ArgoNames.MANAGED_BY))) {
      Trees.child(metadata, "annotations").put(ArgoNames.MANAGED_BY, owner.name());
    }
    label(rule, names.canary(), goal.canary().hash());
    label(rule, names.stable(), goal.stable().hash());
    for (TrafficGoal.Share share : goal.additional()) {
      String name = share.destination().service();
      if (share.weight() == 0) {
        remove(rule, name);
      } else {
        if (find(rule, name).isEmpty()) {
          Trees.list(Trees.child(rule, "spec"), "subsets").addObject().put("name", name);
        }
        label(rule, name, share.destination().hash());
      }
    }
  }

  private static void label(ObjectNode rule, String subset, String hash) {
    Optional<ObjectNode> there = find(rule, subset);
    if (there.isEmpty()) {
      return;
    }
    if (hash.isEmpty()) {
      if (there.get().path("labels") instanceof ObjectNode labels) {
        labels.remove(ArgoNames.POD_TEMPLATE_HASH);
      }
    } else {
      Trees.child(there.get(), "labels").put(ArgoNames.POD_TEMPLATE_HASH, hash);
    }
  }

  private static void remove(ObjectNode rule, String subset) {
    if (rule.path("spec").path("subsets") instanceof ArrayNode subsets) {
      for (int i = subsets.size() - 1; i >= 0; i--) {
        if (subset.equals(Trees.text(subsets.get(i), "name"))) {
          subsets.remove(i);
        }
      }
    }
  }

  private static Optional<ObjectNode> find(JsonNode rule, String subset) {
    return Trees.objects(rule.path("spec").path("subsets")).stream()
        .filter(one -> subset.equals(Trees.text(one, "name")))
        .findFirst();
  }
}
