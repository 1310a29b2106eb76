package shop.servicekit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the route of a request. A route's path is made of fixed parts and of named ones, such as
 * {@code /catalogue/products/{id}}.
 */
final class Router {

  /** What metrics call a request that no route is for: one name, however many paths are tried. */
  static final String UNMATCHED = "unmatched";

  private record Route(String method, String path, List<String> parts, Handler handler) {}

  /** A route with the values of its named parts. */
  record Match(String path, Handler handler, Map<String, String> parameters) {}

  private final List<Route> routes = new ArrayList<>();

  void add(String method, String path, Handler handler) {
    routes.add(new Route(method, path, parts(path), handler));
  }

  /** The route for a method and an undecoded path; what matches no route answers with a problem. */
  Match find(String method, String rawPath) {
    List<String> parts = parts(rawPath);
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> parameters = new HashMap<>();
      if (matches(route.parts(), parts, parameters)) {
        if (route.method().equals(method)) {
          return new Match(route.path(), route.handler(), parameters);
        }
        allowed.add(route.method());
      }
    }
    return allowed.isEmpty() ? unmatched() : notAllowed(String.join(", ", allowed));
  }

  private static Match unmatched() {
    return new Match(
        UNMATCHED, request -> Problem.notFound("there is nothing here").response(), Map.of());
  }

  private static Match notAllowed(String methods) {
    Problem problem =
        Problem.of(405, "method_not_allowed", "only " + methods + " is possible here");
    return new Match(
        UNMATCHED, request -> problem.response().withHeader("Allow", methods), Map.of());
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean matches(
      List<String> wanted, List<String> parts, Map<String, String> parameters) {
    if (wanted.size() != parts.size()) {
      return false;
    }
    for (int index = 0; index < parts.size(); index++) {
      String name = wanted.get(index);
      if (name.startsWith("{")) {
        parameters.put(
            name.substring(1, name.length() - 1),
            Request.decode(parts.get(index).replace("+", "%2B")));
      } else if (!name.equals(parts.get(index))) {
        return false;
      }
    }
    return true;
  }
}
