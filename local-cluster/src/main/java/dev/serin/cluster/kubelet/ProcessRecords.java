package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk which processes run for pods, so that the next start can end those that a
 * killed run left behind.
 *
 * <ol>
 *   <li>One file per process, named by its id, holds the boot id, the start time and the pod's uid.
 *   <li>A first process of a session is ended only when boot id and start time are the recorded
 *       ones.
 *   <li>Other processes are ended only when they carry the pod's mark in their environment, also
 *       those that have left the session, as daemons do. Anything else is left alone.
 * </ol>
 */
public final class ProcessRecords {
  /** The environment variable with the pod's uid that every process of a pod has. */
  static final String MARK = "SERIN_LOCAL_CLUSTER_POD";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessRecords.class);

  private final Path folder;

  /** Records in this folder, which is made when it does not exist. */
  public ProcessRecords(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Remembers a process that has just been started. */
  void add(long pid, String podUid) throws IOException {
    Optional<ProcessTable.Entry> entry = ProcessTable.find(pid);
    if (entry.isEmpty()) {
      return;
    }
    Path unfinished = folder.resolve(pid + ".new");
    String line = ProcessTable.bootId() + " " + entry.get().startTicks() + " " + podUid + "\n";
    Files.writeString(unfinished, line);
    Files.move(unfinished, folder.resolve(Long.toString(pid)), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets a process that has ended. */
  void remove(long pid) throws IOException {
    Files.deleteIfExists(folder.resolve(Long.toString(pid)));
  }

  /** Ends what is left of recorded processes, and forgets them; how many were ended. */
  public int endLeftBehind() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var names = Files.newDirectoryStream(folder)) {
      names.forEach(files::add);
    }
    int ended = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      String[] record = Files.readString(file).strip().split(" ");
      if (name.matches("\\d+") && record.length == 3 && record[0].equals(ProcessTable.bootId())) {
        ended += end(Long.parseLong(name), record[1], record[2]);
      }
      Files.delete(file);
    }
    return ended;
  }

  private static int end(long pid, String startTicks, String podUid) throws IOException {
    int ended = 0;
    Set<ProcessTable.Entry> left = new LinkedHashSet<>();
    ProcessTable.find(pid)
        .filter(first -> Long.toString(first.startTicks()).equals(startTicks))
        .ifPresent(left::add);
    ProcessTable.marked(MARK + "=" + podUid).stream()
        .filter(member -> member.pid() != pid)
        .forEach(left::add);
    for (ProcessTable.Entry member : left) {
      if (ProcessHandle.of(member.pid()).map(ProcessHandle::destroyForcibly).orElse(false)) {
        LOG.info("ended process {}, which an earlier run had left behind", member.pid());
        ended++;
      }
    }
    return ended;
  }
}
