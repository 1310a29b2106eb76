package dev.serin.delivery.build.toolchain;

import java.io.IOException;
import java.util.Optional;

/** Looks whether the program that runs a service is there, and new enough. */
public final class Interpreters {
  private Interpreters() {}

  /**
   * What is wrong with it, and how to mend it; empty when nothing is.
   *
   * @param program its name on the PATH
   * @param wish what the service needs, for people, such as "Node 20 or newer"
   * @param wanted the least version, when the service names one
   * @param packages Debian packages that bring it
   */
  public static Optional<String> problem(
      Tools tools, String program, String wish, Optional<ToolVersion> wanted, String packages)
      throws InterruptedException {
    Optional<ToolVersion> found = tools.version(program);
    if (found.isEmpty()) {
      return Optional.of(
          "needs %s, but there is no '%s' on the PATH. Install it (Debian: 'apt-get install %s')."
              .formatted(wish, program, packages));
    }
    if (wanted.isPresent() && wanted.get().compareTo(found.get()) > 0) {
      return Optional.of(
          "needs %s, but the '%s' on the PATH is %s. Install a newer one."
              .formatted(wish, program, found.get()));
    }
    return Optional.empty();
  }

  /**
   * The version that runs a service: the one that it asks for, else the one on this machine.
   *
   * @throws IOException if the program has gone since it was looked for
   */
  public static ToolVersion runtime(Tools tools, String program, Optional<ToolVersion> wanted)
      throws IOException, InterruptedException {
    return wanted.isPresent() ? wanted.get() : installed(tools, program);
  }

  /** The version on this machine: compiled packages fit the one that they were installed with. */
  public static ToolVersion installed(Tools tools, String program)
      throws IOException, InterruptedException {
    return tools
        .version(program)
        .orElseThrow(() -> new IOException(program + " was there a moment ago"));
  }
}
