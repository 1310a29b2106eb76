package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a container, in a session of its own, so that all of it can be ended. */
final class PodProcess {
  private static final Logger LOG = LoggerFactory.getLogger(PodProcess.class);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final ProcessRecords records;

  private PodProcess(Process process, ProcessRecords records) {
    this.process = process;
    this.records = records;
  }

  /** Whether this machine has what is needed to start processes in sessions of their own. */
  static boolean possible() {
    return Files.isExecutable(SETSID) && Files.isReadable(Path.of("/proc/self/stat"));
  }

  /** Starts a process; its output is appended to a file. */
  static PodProcess start(ContainerCommand command, String podUid, Path log, ProcessRecords records)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(SETSID.toString()));
    arguments.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.environment().put(ProcessRecords.MARK, podUid);
    builder
        .directory(command.folder().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    PodProcess started = new PodProcess(process, records);
    try {
      process.getOutputStream().close();
      records.add(process.pid(), podUid);
    } catch (IOException e) {
      started.kill();
      throw e;
    }
    return started;
  }

  /** Completed with the exit code when the process has ended. */
  CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Tells of the exit code when the process has ended, on a thread of Java's. */
  @SuppressWarnings("FutureReturnValueIgnored") // It only hands on.
  void whenEnded(IntConsumer listener) {
    exit().thenAccept(listener::accept);
  }

  /** Asks the process to end (SIGTERM). */
  void terminate() {
    process.destroy();
  }

  /** Ends the process and all that it started (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    endRest();
  }

  /** Ends what the process left behind in its session, and forgets it. */
  void endRest() {
    try {
      for (ProcessTable.Entry member : ProcessTable.session(process.pid())) {
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
