package dev.serin.demo.load;

import java.util.List;

/**
 * What the load asks of one service.
 *
 * @param service the service's name
 * @param paths the paths that are asked for with GET, in turn; at least one
 */
public record Target(String service, List<String> paths) {

  /** Refuses a target without a path. */
  public Target {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("No path to ask " + service + " for");
    }
  }

  /** The path of the n-th request. */
  String path(long number) {
    return paths.get((int) (number % paths.size()));
  }
}
