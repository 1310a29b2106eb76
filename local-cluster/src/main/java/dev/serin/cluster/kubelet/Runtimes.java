package dev.serin.cluster.kubelet;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the runtimes that images name in {@code dev.serin.runtime}, such as {@code node20}. */
final class Runtimes {
  /**
   * A runtime of this machine.
   *
   * @param family such as {@code python}
   * @param executable what to start
   */
  record Found(String family, Path executable) {}

  private static final Pattern WANTED = Pattern.compile("([a-z]+)(\\d+(?:\\.\\d+)*)");
  private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)+|\\d+)");
  private static final long PATIENCE_SECONDS = 10;

  private final List<Path> searchPath;
  private final Path ownJavaHome;
  private final Map<Path, String> versions = new ConcurrentHashMap<>();

  /** Looks in these folders, and for Java first where this JVM comes from. */
  Runtimes(List<Path> searchPath, Path ownJavaHome) {
    this.searchPath = List.copyOf(searchPath);
    this.ownJavaHome = ownJavaHome;
  }

  /** The runtimes of this machine, by the PATH of this process. */
  static Runtimes ofThisMachine() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return new Runtimes(
        Arrays.stream(path.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList(),
        Path.of(System.getProperty("java.home")));
  }

  /** The first runtime that is at least what is wanted, or what is missing and how to get it. */
  Found find(String wanted) throws ContainerException {
    Matcher name = WANTED.matcher(wanted);
    if (!name.matches() || commands(name.group(1), name.group(2)).isEmpty()) {
      throw missing(
          "the image needs the runtime \"" + wanted + "\"; java, node and python are known");
    }
    String family = name.group(1);
    String minimum = name.group(2);
    List<String> tooOld = new ArrayList<>();
    for (Path executable : candidates(family, minimum)) {
      String version = versions.computeIfAbsent(executable, Runtimes::ask);
      if (!version.isEmpty() && atLeast(version, minimum)) {
        return new Found(family, executable);
      }
      tooOld.add(executable + " is " + (version.isEmpty() ? "no runtime" : version));
    }
    String found = tooOld.isEmpty() ? "there is none" : String.join(", ", tooOld);
    throw missing(
        String.format(
            "the image needs %s %s or newer, but on this machine %s: install it and put it on the"
                + " PATH",
            family, minimum, found));
  }

  /** Whether a version such as {@code 3.11.2} is at least a minimum such as {@code 3.11}. */
  static boolean atLeast(String version, String minimum) {
    String[] has = version.split("\\.");
    String[] needs = minimum.split("\\.");
    for (int i = 0; i < needs.length; i++) {
      int part = i < has.length ? Integer.parseInt(has[i]) : 0;
      int wanted = Integer.parseInt(needs[i]);
      if (part != wanted) {
        return part > wanted;
      }
    }
    return true;
  }

  private Set<Path> candidates(String family, String version) {
    Set<Path> candidates = new LinkedHashSet<>();
    if (family.equals("java")) {
      candidates.add(ownJavaHome.resolve("bin/java"));
    }
    for (String command : commands(family, version)) {
      searchPath.forEach(folder -> candidates.add(folder.resolve(command).toAbsolutePath()));
    }
    candidates.removeIf(path -> !Files.isExecutable(path) || Files.isDirectory(path));
    return candidates;
  }

  private static List<String> commands(String family, String version) {
    return switch (family) {
      case "java" -> List.of("java");
      case "node" -> List.of("node");
      case "python" -> List.of("python" + version, "python3", "python");
      default -> List.of();
    };
  }

  private static String ask(Path executable) {
    String flag = executable.endsWith("java") ? "-version" : "--version";
    try {
      Process process =
          new ProcessBuilder(executable.toString(), flag).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return "";
        }
        String output =
            new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
        Matcher version = VERSION.matcher(output);
        return process.exitValue() == 0 && version.find() ? version.group(1) : "";
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static ContainerException missing(String message) {
    return new ContainerException("CreateContainerError", message);
  }
}
