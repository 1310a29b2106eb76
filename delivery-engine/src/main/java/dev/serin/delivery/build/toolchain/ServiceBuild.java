package dev.serin.delivery.build.toolchain;

import dev.serin.delivery.build.process.ChildProcess;
import dev.serin.delivery.build.process.Command;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One service's build while it runs: its workspace, its programs, its stages. */
public final class ServiceBuild {
  private final Component component;
  private final CommitTree tree;
  private final Workspace workspace;
  private final Tools tools;
  private final Map<String, String> environment;
  private final Path log;
  private final Duration timeout;
  private final Consumer<Stage> onStage;
  private Stage stage = Stage.BUILD;

  /**
   * Prepares a build.
   *
   * @param environment the whole of what its programs see
   * @param log file to which their output is added
   * @param timeout the most that one program may take
   * @param onStage told when a stage begins
   */
  public ServiceBuild(
      Component component,
      CommitTree tree,
      Workspace workspace,
      Tools tools,
      Map<String, String> environment,
      Path log,
      Duration timeout,
      Consumer<Stage> onStage) {
    this.component = component;
    this.tree = tree;
    this.workspace = workspace;
    this.tools = tools;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.timeout = timeout;
    this.onStage = onStage;
  }

  /** What is built. */
  public Component component() {
    return component;
  }

  /** The commit's files. */
  public CommitTree tree() {
    return tree;
  }

  /** Where it is built. */
  public Workspace workspace() {
    return workspace;
  }

  /** The machine's programs. */
  public Tools tools() {
    return tools;
  }

  /** The component's folder in the workspace. */
  public Path folder() {
    return folder(component.path());
  }

  /** A repository's path in the workspace. */
  public Path folder(String path) {
    return path.equals(RepositoryPath.ROOT) ? workspace.source() : workspace.source().resolve(path);
  }

  /** Adds a line of Serin's own to the log. */
  public void note(String line) throws IOException {
    Files.writeString(log, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /** Says that a stage begins; nothing happens if it is the current one. */
  public void begin(Stage next) {
    if (next != stage) {
      stage = next;
      onStage.accept(next);
    }
  }

  /** The stage that the build is in. */
  public Stage stage() {
    return stage;
  }

  /**
   * Runs a program in a folder of the workspace.
   *
   * @param extra variables on top of the build's environment
   * @param onLine gets each line that it prints
   * @return whether it ended with exit code 0
   * @throws StageFailureException if its time was up, or it printed too much
   */
  public boolean run(
      Path folder, List<String> arguments, Map<String, String> extra, Consumer<String> onLine)
      throws StageFailureException, IOException, InterruptedException {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.putAll(extra);
    ChildProcess.Ending ending =
        ChildProcess.run(new Command(arguments, folder, variables, timeout), log, onLine);
    if (ending instanceof ChildProcess.Ending.TimedOut late) {
      throw new StageFailureException(
          stage,
          "'%s' was still running after %d s and was stopped. If it needs longer, give it more time"
                  .formatted(arguments.get(0), late.after().toSeconds())
              + " (--timeout); if it waits for something, the end of the log shows for what.");
    }
    if (ending instanceof ChildProcess.Ending.PrintedTooMuch much) {
      throw new StageFailureException(
          stage,
          "'%s' printed more than %d MiB and was stopped. The log shows what it repeats."
              .formatted(arguments.get(0), much.limit() >> 20));
    }
    return ending.equals(new ChildProcess.Ending.Exited(0));
  }
}
