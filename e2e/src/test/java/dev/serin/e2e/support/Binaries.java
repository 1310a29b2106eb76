package dev.serin.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Programs of the cluster, from its cache; what is not there is built first. */
public final class Binaries {

  private static final Map<String, Path> FOUND = new ConcurrentHashMap<>();

  private Binaries() {}

  /** The path of a program; its build, when it comes to that, shows its progress. */
  public static Path path(String name) {
    return FOUND.computeIfAbsent(name, Binaries::find);
  }

  private static Path find(String name) {
    String script = Checkout.HOME.resolve("e2e/cluster/binary").toString();
    try {
      Process process =
          new ProcessBuilder(script, name).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new AssertionError(script + " " + name + " failed; what it said is above");
      }
      return Path.of(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
