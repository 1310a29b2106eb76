package dev.serin.cluster.gateway;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The headers that are about one connection only, and are not handed on (RFC 9110, 7.6.1). */
final class HopByHop {
  private static final Set<String> ALWAYS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  /** Copies all other headers. */
  static void copyOthers(MultiMap from, MultiMap to) {
    Set<String> named = new HashSet<>(ALWAYS);
    for (String value : from.getAll("Connection")) {
      Arrays.stream(value.split(","))
          .map(name -> name.strip().toLowerCase(Locale.ROOT))
          .forEach(named::add);
    }
    from.forEach(
        header -> {
          if (!named.contains(header.getKey().toLowerCase(Locale.ROOT))) {
            to.add(header.getKey(), header.getValue());
          }
        });
  }
}
