package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of a cluster that {@code e2e/cluster/up} has started on this machine. Tests that
 * stop or kill parts of a cluster are skipped on any other.
 */
final class OwnCluster {

  private final Path state;

  private OwnCluster(Path state) {
    this.state = state;
  }

  /** The cluster of {@code KUBECONFIG}, if it is one of this machine; else the test is skipped. */
  static OwnCluster orSkip() {
    Path kubeconfig = Path.of(System.getenv().getOrDefault("KUBECONFIG", ""));
    Path state = kubeconfig.toAbsolutePath().resolveSibling("processes");
    assumeTrue(
        Files.isDirectory(state), "the cluster was not started by e2e/cluster/up on this machine");
    return new OwnCluster(state.resolveSibling(""));
  }

  /** How many nodes it has. */
  int nodes() throws IOException {
    try (Stream<Path> parts = Files.list(state.resolve("processes"))) {
      return (int)
          parts.filter(part -> part.getFileName().toString().startsWith("kubelet-")).count();
    }
  }

  /** Stops a part in the middle of what it does: it keeps its connections and answers nothing. */
  void freeze(String part) throws IOException {
    signal("STOP", part);
  }

  /** Lets a frozen part go on. */
  void thaw(String part) throws IOException {
    signal("CONT", part);
  }

  private void signal(String signal, String part) throws IOException {
    String pid = Files.readString(state.resolve("processes").resolve(part)).split(" ", -1)[0];
    String unused = Tool.run("", List.of("kill", "-" + signal, pid));
  }

  /** A node loses its power: its kubelet, its containerd and everything that runs in its pods. */
  void killNode(int number) throws IOException {
    signal("KILL", "kubelet-" + number);
    signal("KILL", "containerd-" + number);
    for (String pid : podProcesses(number)) {
      String unused = Tool.run("", List.of("bash", "-c", "kill -KILL " + pid + " || true"));
    }
  }

  private static List<String> podProcesses(int node) throws IOException {
    Path root =
        Stream.of("/sys/fs/cgroup/pids/serin/node-", "/sys/fs/cgroup/serin/node-")
            .map(path -> Path.of(path + node))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("cgroup.procs"))
          .flatMap(OwnCluster::lines)
          .distinct()
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException gone) {
      return Stream.of();
    }
  }
}
