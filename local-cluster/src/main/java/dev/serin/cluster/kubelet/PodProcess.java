package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a container, in a session of its own, so that all of it can be ended. */
final class PodProcess {
  private static final Logger LOG = LoggerFactory.getLogger(PodProcess.class);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final Duration REST_OF_OUTPUT = Duration.ofMillis(500);

  private final Process process;
  private final String podUid;
  private final ProcessRecords records;
  private final CompletableFuture<Boolean> logged = new CompletableFuture<>();

  private PodProcess(Process process, String podUid, ProcessRecords records) {
    this.process = process;
    this.podUid = podUid;
    this.records = records;
  }

  /** Whether this machine has what is needed to start processes in sessions of their own. */
  static boolean possible() {
    return Files.isExecutable(SETSID) && Files.isReadable(Path.of("/proc/self/stat"));
  }

  /** Starts a process; its output is appended to a file, see {@link BoundedLog}. */
  static PodProcess start(ContainerCommand command, String podUid, Path log, ProcessRecords records)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(SETSID.toString()));
    arguments.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.environment().put(ProcessRecords.MARK, podUid);
    builder.directory(command.folder().toFile()).redirectErrorStream(true);
    Process process = builder.start();
    PodProcess started = new PodProcess(process, podUid, records);
    started.logInto(new BoundedLog(log, BoundedLog.LIMIT));
    try {
      process.getOutputStream().close();
      records.add(process.pid(), podUid);
    } catch (IOException e) {
      started.kill();
      throw e;
    }
    return started;
  }

  private void logInto(BoundedLog log) {
    Thread thread =
        new Thread(
            () -> {
              try (InputStream output = process.getInputStream()) {
                log.copy(output);
              } catch (IOException ended) {
                LOG.debug("the output of process {} has ended", process.pid(), ended);
              } finally {
                logged.complete(true);
              }
            },
            "pod-log-" + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Completed with the exit code when the process has ended and its output is in the log. Who else
   * holds the output open, such as a daemon that it has left behind, is not waited for.
   */
  CompletableFuture<Integer> exit() {
    return process
        .onExit()
        .thenCompose(
            ended ->
                logged
                    .completeOnTimeout(true, REST_OF_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(all -> ended.exitValue()));
  }

  /** Tells of the exit code when the process has ended, on a thread of Java's. */
  @SuppressWarnings("FutureReturnValueIgnored") // It only hands on.
  void whenEnded(IntConsumer listener) {
    exit().thenAccept(listener::accept);
  }

  /** Asks the process to end (SIGTERM). */
  void terminate() {
    // By its handle: Process.destroy also closes the output, and the last words would be lost.
    boolean unused = process.toHandle().destroy();
  }

  /** Ends the process and all that it started (SIGKILL). */
  void kill() {
    boolean unused = process.toHandle().destroyForcibly();
    endRest();
  }

  /** Ends what the process left behind, in its session or outside, and forgets it. */
  void endRest() {
    try {
      Set<ProcessTable.Entry> rest = new LinkedHashSet<>(ProcessTable.session(process.pid()));
      rest.addAll(ProcessTable.marked(ProcessRecords.MARK + "=" + podUid));
      for (ProcessTable.Entry member : rest) {
        ProcessHandle.of(member.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      if (!process.isAlive()) {
        records.remove(process.pid());
      }
    } catch (IOException e) {
      LOG.warn("what process {} started may still run", process.pid(), e);
    }
  }
}
