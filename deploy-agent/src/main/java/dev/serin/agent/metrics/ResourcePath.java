package dev.serin.agent.metrics;

import java.util.List;

/**
 * What the path of a request to the API server names: {@code
 * /apis/GROUP/VERSION[/namespaces/NAMESPACE]/KIND[/NAME]}, or {@code /api/VERSION/…} for the core
 * group.
 *
 * @param kind plural name of the kind; empty if the path is not that of an object or list
 * @param namespace empty if the path names none
 * @param name empty for lists
 */
record ResourcePath(String kind, String namespace, String name) {

  private static final ResourcePath NONE = new ResourcePath("", "", "");

  static ResourcePath of(String path) {
    List<String> words = List.of(path.replaceFirst("^/", "").split("/"));
    int first = words.get(0).equals("api") ? 2 : words.get(0).equals("apis") ? 3 : words.size();
    if (words.size() <= first) {
      return NONE;
    }
    boolean namespaced = words.get(first).equals("namespaces") && words.size() > first + 2;
    int kind = namespaced ? first + 2 : first;
    return new ResourcePath(
        words.get(kind),
        namespaced ? words.get(first + 1) : "",
        words.size() > kind + 1 ? words.get(kind + 1) : "");
  }
}
