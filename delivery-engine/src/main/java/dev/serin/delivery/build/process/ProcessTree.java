package dev.serin.delivery.build.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program and everything that it started.
 *
 * <ol>
 *   <li>The tree is the process, its descendants, and (on Linux) every process whose environment
 *       holds the workspace's marker or whose working directory is in the workspace: a daemon that
 *       left its parent is found by that.
 *   <li>All are asked to end. After a short grace those that remain are killed.
 *   <li>Killing is repeated until a look finds nothing, since a process can start another between a
 *       look and a kill.
 * </ol>
 */
public final class ProcessTree {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int MOST_ROUNDS = 20;
  private static final Path PROCESSES = Path.of("/proc");

  private final @Nullable ProcessHandle root;
  private final Path workspace;
  private final byte[] marker;

  private ProcessTree(@Nullable ProcessHandle root, Path workspace, byte[] marker) {
    this.root = root;
    this.workspace = workspace;
    this.marker = marker;
  }

  static ProcessTree of(Process process, Map<String, String> environment) {
    String value = environment.getOrDefault(ChildEnvironment.MARKER, "");
    String entry = ChildEnvironment.MARKER + "=" + value + "\0";
    byte[] marker = value.isEmpty() ? new byte[0] : entry.getBytes(StandardCharsets.UTF_8);
    return new ProcessTree(process.toHandle(), real(Path.of(value)), marker);
  }

  /** Ends everything that still runs in workspaces below a folder. */
  public static void killAllIn(Path folder) {
    String entry = ChildEnvironment.MARKER + "=" + folder + "/";
    new ProcessTree(null, real(folder), entry.getBytes(StandardCharsets.UTF_8)).kill();
  }

  /** Returns the folder that the tree may write to. */
  Path workspace() {
    return workspace;
  }

  /** Ends all of it. An interrupt of this thread is kept for later: nothing may stay behind. */
  public void kill() {
    boolean interrupted = Thread.interrupted();
    Collection<ProcessHandle> members = members();
    members.forEach(ProcessHandle::destroy);
    interrupted |= awaitExit(members, GRACE);
    members = members();
    for (int round = 0; !members.isEmpty() && round < MOST_ROUNDS; round++) {
      members.forEach(ProcessHandle::destroyForcibly);
      interrupted |= awaitExit(members, GRACE);
      members = members();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns all that are alive. */
  Collection<ProcessHandle> members() {
    Map<Long, ProcessHandle> members = new LinkedHashMap<>();
    List<ProcessHandle> found = new ArrayList<>(marked());
    if (root != null) {
      found.add(root);
    }
    for (ProcessHandle process : found) {
      members.put(process.pid(), process);
      process.descendants().forEach(child -> members.put(child.pid(), child));
    }
    return members.values().stream().filter(ProcessHandle::isAlive).toList();
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> marked = new ArrayList<>();
    if (marker.length > 0 && Files.isDirectory(PROCESSES)) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        for (Path process : processes) {
          if (hasMarker(process.resolve("environ")) || worksInside(process.resolve("cwd"))) {
            ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                .ifPresent(marked::add);
          }
        }
      } catch (IOException unreadable) {
        // Without /proc the descendants are all that can be known.
        return List.of();
      }
    }
    return marked;
  }

  private boolean hasMarker(Path environment) {
    try {
      return indexOf(Files.readAllBytes(environment), marker) >= 0;
    } catch (IOException endedOrAnothers) {
      // The process has ended since it was listed, or belongs to somebody else.
      return false;
    }
  }

  private boolean worksInside(Path workingDirectory) {
    try {
      return Files.readSymbolicLink(workingDirectory).startsWith(workspace);
    } catch (IOException endedOrAnothers) {
      // As above.
      return false;
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThere) {
      // Nobody can work in a folder that is not there.
      return folder.toAbsolutePath();
    }
  }

  private static int indexOf(byte[] text, byte[] part) {
    for (int start = 0; start <= text.length - part.length; start++) {
      int matching = 0;
      while (matching < part.length && text[start + matching] == part[matching]) {
        matching++;
      }
      if (matching == part.length) {
        return start;
      }
    }
    return -1;
  }

  private static boolean awaitExit(Collection<ProcessHandle> processes, Duration atMost) {
    CompletableFuture<?>[] exits =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("waiting for a process does not fail", impossible);
    } catch (InterruptedException interrupt) {
      return true;
    }
  }
}
