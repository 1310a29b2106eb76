package dev.serin.delivery.build.backing;

import dev.serin.delivery.build.process.BackgroundProcess;
import dev.serin.delivery.build.process.ChildEnvironment;
import dev.serin.delivery.build.process.ChildProcess;
import dev.serin.delivery.build.process.Command;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The backing services of one build, each a process of its own on a free port of loopback, with
 * data of its own. They start empty before the build, and nothing of them is left behind it.
 */
public final class BackingServices implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS = 200;

  private final List<BackgroundProcess> running = new ArrayList<>();
  private final Map<String, String> variables = new TreeMap<>();
  private final Path folder;

  private BackingServices(Path folder) {
    this.folder = folder;
  }

  /**
   * Says what this machine lacks to run them.
   *
   * @param needs as the service's description names them
   */
  public static List<String> missing(List<String> needs, Tools tools) throws InterruptedException {
    List<String> missing = new ArrayList<>();
    for (String need : needs) {
      BackingKind kind = BackingKind.of(need, Path.of("."), 0);
      List<String> programs = new ArrayList<>(List.of(kind.program()));
      kind.setUp().stream().limit(1).forEach(programs::add);
      Optional<String> absent =
          programs.stream().filter(program -> tools.find(program).isEmpty()).findFirst();
      if (absent.isPresent()) {
        missing.add(
            "needs %s beside its tests, but there is no '%s' on the PATH. Install it, or take it out of build.needs."
                .formatted(need, absent.get()));
      } else if (need.equals("postgres")
          && tools.ask(List.of("id", "-u")).orElse("").strip().equals("0")) {
        missing.add(
            "needs postgres beside its tests, which refuses to run as root. Run Serin as another"
                + " user.");
      }
    }
    return missing;
  }

  /**
   * Starts services and waits until each takes connections.
   *
   * @param environment of the machine's programs
   * @param folder for their data and logs; removed with them
   * @throws StageFailureException if one does not come up
   */
  public static BackingServices start(
      List<String> needs, Map<String, String> environment, Path folder)
      throws StageFailureException, IOException, InterruptedException {
    BackingServices services = new BackingServices(folder);
    boolean up = false;
    try {
      for (String need : needs) {
        services.start(need, environment);
      }
      up = true;
      return services;
    } finally {
      if (!up) {
        services.close();
      }
    }
  }

  /** Returns the variables that tell the tests where they are. */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  @Override
  public void close() throws IOException {
    running.forEach(BackgroundProcess::close);
    Folders.delete(folder);
  }

  private void start(String need, Map<String, String> environment)
      throws StageFailureException, IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(need));
    int port = freePort();
    BackingKind kind = BackingKind.of(need, own, port);
    Map<String, String> all = ChildEnvironment.of(environment, own, own, own);
    all.putAll(kind.variables());
    Path log = own.resolve("log.txt");
    if (!kind.setUp().isEmpty()) {
      Command setUp = new Command(found(kind.setUp(), environment), own, all, PATIENCE);
      ChildProcess.Ending ending = ChildProcess.run(setUp, log, line -> {});
      if (!ending.equals(new ChildProcess.Ending.Exited(0))) {
        throw notUp(need, log);
      }
    }
    BackgroundProcess process =
        BackgroundProcess.start(
            new Command(found(kind.command(), environment), own, all, PATIENCE), log);
    running.add(process);
    long start = System.nanoTime();
    while (!takesConnections(port)) {
      boolean late = System.nanoTime() - start > PATIENCE.toNanos();
      if (late || process.hasEndedWithin(LOOK_EVERY)) {
        throw notUp(need, log);
      }
    }
    variables.putAll(kind.told());
  }

  /** With the program's file: Java would look for its name on the PATH of this process. */
  private List<String> found(List<String> words, Map<String, String> environment) {
    List<String> command = new ArrayList<>(words);
    new Tools(environment, folder)
        .find(words.get(0))
        .ifPresent(program -> command.set(0, program.toString()));
    return command;
  }

  private static StageFailureException notUp(String need, Path log) throws IOException {
    String text = Files.isRegularFile(log) ? Files.readString(log) : "";
    String end = text.substring(Math.max(0, text.length() - 1000)).strip();
    return new StageFailureException(
        Stage.TEST, "The backing service '" + need + "' did not come up. It said:\n" + end);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
