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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One service's build while it runs: its workspace, its programs, its stages. */
public final class ServiceBuild {
  /** Told what happens in a build. */
  public interface Progress {
    /** A stage has begun. */
    void stage(Stage stage);

    /** These tests failed at first and passed when they were run again. */
    void flaky(List<String> tests);
  }

  /** Runs a service's tests once. */
  @FunctionalInterface
  public interface TestAttempt {
    /** Runs them. */
    TestRun run() throws StageFailureException, IOException, InterruptedException;
  }

  private final Component component;
  private final List<Component> dependencies;
  private final CommitTree tree;
  private final Workspace workspace;
  private final Tools tools;
  private final Map<String, String> environment;
  private final Path log;
  private final Duration timeout;
  private final Progress progress;
  private Stage stage = Stage.BUILD;

  /** Makes the result of a test run of what the program wrote. */
  @FunctionalInterface
  public interface TestResult {
    /** Reads it, given whether the program ended well. */
    TestRun of(boolean good) throws IOException;
  }

  /**
   * Prepares a build.
   *
   * @param dependencies all that the component is built upon, what is needed first
   * @param environment the whole of what its programs see
   * @param log file to which their output is added
   * @param timeout the most that one program may take
   * @param progress told what happens
   */
  public ServiceBuild(
      Component component,
      List<Component> dependencies,
      CommitTree tree,
      Workspace workspace,
      Tools tools,
      Map<String, String> environment,
      Path log,
      Duration timeout,
      Progress progress) {
    this.component = component;
    this.dependencies = List.copyOf(dependencies);
    this.tree = tree;
    this.workspace = workspace;
    this.tools = tools;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.timeout = timeout;
    this.progress = progress;
  }

  /** What is built. */
  public Component component() {
    return component;
  }

  /** All that it is built upon, what is needed before what needs it. */
  public List<Component> dependencies() {
    return dependencies;
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
      progress.stage(next);
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
        ChildProcess.run(
            new Command(arguments, folder, variables, timeout),
            log,
            onLine,
            component.effectiveDescription().build().limits());
    if (ending instanceof ChildProcess.Ending.TimedOut late) {
      throw new StageFailureException(
          stage,
          "'%s' was still running after %d s and was stopped. If it needs longer, give it more time"
                  .formatted(arguments.get(0), late.after().toSeconds())
              + " (--timeout); if it waits for something, the end of the log shows for what.");
    }
    if (ending instanceof ChildProcess.Ending.OverLimit over) {
      throw new StageFailureException(
          stage,
          "'%s' and what it started used %s and were stopped. If the service needs more, say so in its service.yaml: build.limits.%s."
              .formatted(arguments.get(0), over.what(), over.key()));
    }
    if (ending instanceof ChildProcess.Ending.PrintedTooMuch much) {
      throw new StageFailureException(
          stage,
          "'%s' printed more than %d MiB and was stopped. The log shows what it repeats."
              .formatted(arguments.get(0), much.limit() >> 20));
    }
    return ending.equals(new ChildProcess.Ending.Exited(0));
  }

  /**
   * Runs a program in the component's folder.
   *
   * @throws StageFailureException with the end of what it printed, if it ends badly
   */
  public void require(Stage next, List<String> arguments, Map<String, String> extra)
      throws StageFailureException, IOException, InterruptedException {
    require(next, folder(), arguments, extra);
  }

  /** The same in another folder of the workspace. */
  public void require(Stage next, Path where, List<String> arguments, Map<String, String> extra)
      throws StageFailureException, IOException, InterruptedException {
    begin(next);
    Excerpt.Tail tail = new Excerpt.Tail();
    if (!run(where, arguments, extra, tail::add)) {
      throw new StageFailureException(next, tail.text());
    }
  }

  /**
   * Runs a test tool once, and makes the end of its output the failure when it names none.
   *
   * @param onLine gets each line that it prints
   * @param result says what came of it, given whether the program ended well
   */
  public TestRun runTests(
      Path folder,
      List<String> arguments,
      Map<String, String> extra,
      Consumer<String> onLine,
      TestResult result)
      throws StageFailureException, IOException, InterruptedException {
    Excerpt.Tail tail = new Excerpt.Tail();
    boolean good =
        run(
            folder,
            arguments,
            extra,
            line -> {
              onLine.accept(line);
              tail.add(line);
            });
    TestRun run = result.of(good);
    boolean named = run.good() || !run.failures().isEmpty();
    return named ? run : new TestRun(false, run.counts(), List.of(tail.text()));
  }

  /**
   * Runs the tests, again as often as the service asks for while they fail. Tests that failed at
   * first and then did not are reported as flaky.
   *
   * @return the counts of the run that went well
   * @throws StageFailureException with the failures of the last run
   */
  public TestCounts test(TestAttempt attempt)
      throws StageFailureException, IOException, InterruptedException {
    begin(Stage.TEST);
    int retries = component.effectiveDescription().build().retries();
    Set<String> failedBefore = new LinkedHashSet<>();
    for (int again = 0; ; again++) {
      TestRun run = attempt.run();
      if (run.good()) {
        if (!failedBefore.isEmpty()) {
          progress.flaky(List.copyOf(failedBefore));
        }
        return run.counts();
      }
      if (again == retries) {
        throw new StageFailureException(Stage.TEST, Excerpt.of(run.failures()), run.counts());
      }
      failedBefore.addAll(run.failures());
    }
  }

  /** Says that a test tool ran tests again by itself, and that they passed then. */
  public void flaky(List<String> tests) {
    progress.flaky(tests);
  }

  /** Keeps a test report in JUnit's form beside the log, for whoever shows it. */
  public void keepReport(Path report) throws IOException {
    String name = String.valueOf(log.getFileName()).replaceFirst("\\.log$", "");
    Path kept = log.resolveSibling(name + "-tests");
    Files.createDirectories(kept);
    Files.copy(report, kept.resolve(report.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
