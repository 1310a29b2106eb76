package dev.serin.argo.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Going back to an earlier revision: its pod template is written again, as a change of its own. */
public final class Undo {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Undo() {}

  /**
   * The version to go back to.
   *
   * @param replicaSets those of the Rollout
   * @param revision its number; the latest but one when empty
   * @throws OperatorException if it is not kept
   */
  public static ReplicaSet earlier(List<ReplicaSet> replicaSets, OptionalInt revision) {
    List<ReplicaSet> latestFirst =
        replicaSets.stream().sorted(Comparator.comparing(Revisions::of).reversed()).toList();
    String kept =
        latestFirst.stream()
            .map(set -> String.valueOf(Revisions.of(set)))
            .collect(Collectors.joining(", "));
    if (revision.isEmpty()) {
      return latestFirst.stream()
          .skip(1)
          .findFirst()
          .orElseThrow(
              () -> new OperatorException("no earlier revision is kept; there are: " + kept));
    }
    return latestFirst.stream()
        .filter(set -> Revisions.of(set) == revision.getAsInt())
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorException(
                    "no revision %d is kept; there are: %s".formatted(revision.getAsInt(), kept)));
  }

  /** The JSON patch of an object whose pod template is at a JSON pointer. */
  public static JsonNode patch(ReplicaSet earlier, String pointer) {
    ObjectNode template = MAPPER.valueToTree(earlier.getSpec().getTemplate());
    if (template.at("/metadata/labels") instanceof ObjectNode labels) {
      labels.remove(ArgoNames.POD_TEMPLATE_HASH);
    }
    return JsonNodeFactory.instance
        .arrayNode()
        .add(
            JsonNodeFactory.instance
                .objectNode()
                .put("op", "replace")
                .put("path", pointer)
                .set("value", template));
  }
}
