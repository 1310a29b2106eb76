package dev.serin.delivery.build.process;

import dev.serin.delivery.build.process.ChildProcess.Ending.OverLimit;
import dev.serin.delivery.catalog.BuildDescription.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks how much a program and all that it started use, about once a second, the disk less often.
 * It is no fence: what grows faster than that goes beyond its limit for a moment. Memory and
 * processes of others are never counted; without {@code /proc} memory is not known.
 */
final class ResourceWatch {
  /** More than any build needs, so that one that forks without end does not take the machine. */
  private static final int MOST_PROCESSES = 2000;

  /** Likewise for one that writes without end. */
  private static final long MOST_DISK = 20L * 1024 * 1024 * 1024;

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long PAGE_BYTES = 4096;
  private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();
  private static final int DISK_EVERY = 5;

  private final ProcessTree tree;
  private final Limits limits;
  private long lookedAt = System.nanoTime();
  private int looks;

  ResourceWatch(ProcessTree tree, Limits limits) {
    this.tree = tree;
    this.limits = limits;
  }

  /** Returns which limit is exceeded, if one is; nothing when it is not yet time to look. */
  Optional<OverLimit> look() {
    if (System.nanoTime() - lookedAt < LOOK_EVERY) {
      return Optional.empty();
    }
    looks++;
    Collection<ProcessHandle> members = tree.members();
    int mostProcesses = limits.processes().orElse(MOST_PROCESSES);
    Optional<OverLimit> over =
        over(members.size(), mostProcesses, "processes", mostProcesses + " processes");
    if (over.isEmpty() && limits.memoryBytes().isPresent()) {
      long most = limits.memoryBytes().getAsLong();
      over = over(memory(members), most, "memory", most / MEBIBYTE + " MiB of memory");
    }
    if (over.isEmpty() && looks % DISK_EVERY == 0) {
      long most = limits.diskBytes().orElse(MOST_DISK);
      over = over(disk(tree.workspace()), most, "disk", most / MEBIBYTE + " MiB of disk");
    }
    lookedAt = System.nanoTime();
    return over;
  }

  private static Optional<OverLimit> over(long used, long most, String key, String words) {
    return used > most ? Optional.of(new OverLimit("more than " + words, key)) : Optional.empty();
  }

  private static long memory(Collection<ProcessHandle> processes) {
    long pages = 0;
    for (ProcessHandle process : processes) {
      Path file = Path.of("/proc", String.valueOf(process.pid()), "statm");
      pages += known(() -> Long.parseLong(text(file).split(" ")[1]));
    }
    return pages * PAGE_BYTES;
  }

  private static long disk(Path folder) {
    return known(
        () -> {
          try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> known(() -> file.toFile().length())).sum();
          } catch (IOException gone) {
            throw new UncheckedIOException(gone);
          }
        });
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  /** Processes end and files go while they are looked at; what is gone uses nothing. */
  private static long known(Supplier<Long> amount) {
    try {
      return amount.get();
    } catch (UncheckedIOException gone) {
      return 0;
    }
  }
}
