package dev.serin.delivery.build.toolchain;

import java.nio.file.Path;
import java.util.Map;

/**
 * The machine that builds run on, as far as a build may know it.
 *
 * @param environment its environment variables, of which builds see a few
 * @param home the user's home, from which only Maven's settings and repository are read
 * @param cache Serin's own cache, shared by all builds of this user
 * @param temporary folder in which each build makes its own
 */
public record Machine(Map<String, String> environment, Path home, Path cache, Path temporary) {
  /** Copies the environment. */
  public Machine {
    environment = Map.copyOf(environment);
  }

  /** This machine, with the cache in {@code $XDG_CACHE_HOME/serin} or {@code ~/.cache/serin}. */
  public static Machine current() {
    return of(
        System.getenv(),
        System.getProperty("user.home", ""),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Java says "?" for the home of a user without a name, as in many containers. */
  static Machine of(Map<String, String> environment, String userHome, Path temporary) {
    Path home = Path.of(userHome);
    if (!home.isAbsolute()) {
      Path named = Path.of(environment.getOrDefault("HOME", ""));
      home = named.isAbsolute() ? named : temporary.resolve("serin-home");
    }
    Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path cache = caches.isAbsolute() ? caches : home.resolve(".cache");
    return new Machine(environment, home, cache.resolve("serin"), temporary);
  }
}
