package dev.serin.cluster.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of the API, taken apart.
 *
 * @param type the type of object it is about
 * @param namespace the namespace, empty for all namespaces and for cluster-wide types
 * @param name the object's name, empty for the collection
 * @param subresource such as {@code status}, empty for the object itself
 */
record ApiPath(ResourceType type, String namespace, String name, String subresource) {

  /** Takes a path apart, or answers with 404. */
  static ApiPath of(String path, ResourceTypes types) {
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(1).split("/", -1)) {
      parts.add(decoded(part));
    }
    boolean core = parts.get(0).equals("api");
    int start = core ? 2 : 3;
    if (parts.size() <= start || parts.contains("") || (!core && !parts.get(0).equals("apis"))) {
      throw ApiException.unknownPath();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(start - 1);
    List<String> rest = parts.subList(start, parts.size());
    String namespace = "";
    if (rest.get(0).equals("namespaces") && rest.size() > 2 && !isOwnSubresource(rest.get(2))) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String plural = rest.get(0);
    ResourceType type =
        types
            .find(group, version, plural)
            .orElseThrow(() -> Absence.ofKind(group, plural).orElseGet(ApiException::unknownPath));
    boolean collection = rest.size() == 1;
    boolean placed = type.namespaced() ? !namespace.isEmpty() || collection : namespace.isEmpty();
    if (rest.size() > 3 || !placed) {
      throw ApiException.unknownPath();
    }
    return new ApiPath(
        type, namespace, collection ? "" : rest.get(1), rest.size() < 3 ? "" : rest.get(2));
  }

  /** The object's place in the store. */
  ObjectKey key() {
    return new ObjectKey(type, namespace, name);
  }

  /** Whether an object at this place belongs to the collection that this path names. */
  boolean holds(ObjectKey key) {
    return key.type().equals(type)
        && (namespace.isEmpty() || key.namespace().equals(namespace))
        && (name.isEmpty() || key.name().equals(name));
  }

  private static boolean isOwnSubresource(String part) {
    return part.equals("status") || part.equals("finalize");
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("the path cannot be decoded: " + e.getMessage());
    }
  }
}
