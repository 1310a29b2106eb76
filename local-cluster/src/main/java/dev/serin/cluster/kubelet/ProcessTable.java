package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What Linux says in /proc about processes. */
final class ProcessTable {
  /**
   * A process.
   *
   * @param pid its id
   * @param session the id of its session's first process
   * @param startTicks when it started, in clock ticks since the machine did; with the pid and the
   *     boot id this names a process for good
   */
  record Entry(long pid, long session, long startTicks) {}

  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** Names this run of the machine. */
  static String bootId() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  /** The process with this id, if there is one that is not a zombie. */
  static Optional<Entry> find(long pid) {
    try {
      // The name, in brackets, may hold anything: the fields start after the last bracket.
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[0].equals("Z") || fields[0].equals("X")) {
        return Optional.empty();
      }
      return Optional.of(new Entry(pid, Long.parseLong(fields[3]), Long.parseLong(fields[19])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All processes of a session. */
  static List<Entry> session(long session) throws IOException {
    return all(entry -> entry.session() == session);
  }

  /** All processes that were started with this environment variable, in whatever session. */
  static List<Entry> marked(String variable) throws IOException {
    return all(entry -> hasVariable(entry.pid(), variable));
  }

  private static List<Entry> all(Predicate<Entry> wanted) throws IOException {
    List<Entry> members = new ArrayList<>();
    try (var names = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path name : names) {
        find(Long.parseLong(name.getFileName().toString())).filter(wanted).ifPresent(members::add);
      }
    }
    return members;
  }

  /** Whether a process was started with this environment variable. */
  static boolean hasVariable(long pid, String variable) {
    try {
      String environment =
          Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0")).contains(variable);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // Another user's process is none that we started.
      return false;
    }
  }
}
