package dev.serin.delivery.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a folder that holds between processes as well as between threads of this one.
 *
 * <p>The operating system's file lock belongs to the whole process, so threads first take a lock in
 * memory. The lock is released by the system when its process dies, however it dies.
 */
public final class FolderLock {
  private static final String FILE_NAME = ".lock";
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private FolderLock() {}

  /** What is done while the lock is held. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Waits for the lock of a folder (a file {@code .lock} in it) and runs an action while it is
   * held.
   *
   * @param folder made if it is missing
   * @throws InterruptedException if the thread is interrupted while it waits for other threads
   */
  public static void whileHeld(Path folder, Action action)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path realFolder = folder.toRealPath();
    ReentrantLock threads = THREADS.computeIfAbsent(realFolder, path -> new ReentrantLock());
    threads.lockInterruptibly();
    try (FileChannel channel =
        FileChannel.open(
            realFolder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock processes = channel.lock();
      try {
        action.run();
      } finally {
        processes.release();
      }
    } finally {
      threads.unlock();
    }
  }
}
