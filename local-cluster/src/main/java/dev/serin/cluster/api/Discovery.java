package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The documents in which clients such as kubectl look up what an API server serves. */
final class Discovery {
  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  /** The document at this path, if it is one of discovery. */
  Optional<ObjectNode> document(String path) {
    String[] parts = path.substring(1).split("/", -1);
    return switch (path) {
      case "/version" -> Optional.of(version());
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      default -> {
        if (parts.length == 2 && parts[0].equals("api")) {
          yield resources("", parts[1]);
        }
        if (parts.length == 2 && parts[0].equals("apis")) {
          yield Optional.ofNullable(versionsByGroup().get(parts[1]))
              .map(versions -> group(parts[1], versions).put("kind", "APIGroup"))
              .map(group -> group.put("apiVersion", "v1"));
        }
        yield parts.length == 3 && parts[0].equals("apis")
            ? resources(parts[1], parts[2])
            : Optional.empty();
      }
    };
  }

  private static ObjectNode version() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("major", "1")
        .put("minor", "34")
        .put("gitVersion", "v1.34.0+serin-local-cluster")
        .put("platform", "jvm");
  }

  private static ObjectNode coreVersions() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIVersions").putArray("versions").add("v1");
    return document;
  }

  private ObjectNode groups() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = document.putArray("groups");
    versionsByGroup().forEach((name, versions) -> groups.add(group(name, versions)));
    return document;
  }

  private static ObjectNode group(String name, Set<String> versions) {
    ObjectNode group = JsonNodeFactory.instance.objectNode().put("name", name);
    ArrayNode list = group.putArray("versions");
    for (String version : versions) {
      list.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", list.get(0));
    return group;
  }

  private Optional<ObjectNode> resources(String group, String version) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIResourceList").put("apiVersion", "v1");
    document.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = document.putArray("resources");
    for (ResourceType type : types.all()) {
      if (type.group().equals(group) && type.version().equals(version)) {
        resource(resources.addObject(), type, "")
            .putArray("verbs")
            .add("create")
            .add("delete")
            .add("deletecollection")
            .add("get")
            .add("list")
            .add("patch")
            .add("update")
            .add("watch");
        if (type.status()) {
          resource(resources.addObject(), type, "/status")
              .putArray("verbs")
              .add("get")
              .add("patch")
              .add("update");
        }
      }
    }
    return resources.isEmpty() ? Optional.empty() : Optional.of(document);
  }

  private static ObjectNode resource(ObjectNode node, ResourceType type, String subresource) {
    return node.put("name", type.plural() + subresource)
        .put("singularName", type.kind().toLowerCase(Locale.ROOT))
        .put("namespaced", type.namespaced())
        .put("kind", type.kind());
  }

  private Map<String, Set<String>> versionsByGroup() {
    Map<String, Set<String>> groups = new TreeMap<>();
    for (ResourceType type : types.all()) {
      if (!type.group().isEmpty()) {
        groups.computeIfAbsent(type.group(), name -> new TreeSet<>()).add(type.version());
      }
    }
    return groups;
  }
}
