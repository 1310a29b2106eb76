package dev.serin.argo.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.rollout.WorkloadReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets images of a pod template by a JSON patch that tests the container's name first, so that a
 * template that changed meanwhile is refused by the API server and not mixed up.
 */
public final class ImagePatch {
  private static final String ALL = "*";

  private ImagePatch() {}

  /** Where the object that holds a Rollout's pod template has it. */
  public static String templatePointer(@Nullable WorkloadReference workload) {
    return workload != null && "PodTemplate".equals(workload.kind())
        ? "/template"
        : "/spec/template";
  }

  /**
   * The patch.
   *
   * @param podSpec the specification of the pods as it is
   * @param pointer where the object has it, as a JSON pointer
   * @param images images by container; {@code *} is all containers but those of the start
   * @throws UnknownContainerException if there is no such container
   */
  public static ArrayNode of(JsonNode podSpec, String pointer, Map<String, String> images) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    List<String> names = new ArrayList<>();
    List<String> unused = new ArrayList<>(images.keySet());
    for (String kind : List.of("containers", "initContainers")) {
      JsonNode containers = podSpec.path(kind);
      for (int i = 0; i < containers.size(); i++) {
        String name = containers.get(i).path("name").asText();
        names.add(name);
        boolean all = kind.equals("containers") && images.containsKey(ALL);
        String image = images.getOrDefault(name, all ? images.get(ALL) : null);
        if (image != null) {
          unused.remove(name);
          unused.remove(all ? ALL : name);
          String path = pointer + "/" + kind + "/" + i;
          patch.add(operation("test", path + "/name", name));
          patch.add(operation("replace", path + "/image", image));
        }
      }
    }
    if (!unused.isEmpty()) {
      throw new UnknownContainerException(unused.get(0), names);
    }
    return patch;
  }

  private static ObjectNode operation(String operation, String path, String value) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("op", operation)
        .put("path", path)
        .put("value", value);
  }
}
