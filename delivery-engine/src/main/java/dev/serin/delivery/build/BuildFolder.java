package dev.serin.delivery.build;

import dev.serin.delivery.build.process.ProcessTree;
import dev.serin.delivery.files.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one run with the workspaces of all its services.
 *
 * <ol>
 *   <li>A run holds a lock in its folder as long as it lives; the system releases it when the
 *       process is killed, even by {@code kill -9}. The file is locked before it gets its name, so
 *       a lock that is there and free has been let go.
 *   <li>A new run looks for folders of the same user whose lock is free. What still runs in them is
 *       ended, and they are removed.
 * </ol>
 */
final class BuildFolder implements AutoCloseable {
  private static final String PREFIX = "serin-build-";
  private static final String LOCK = ".lock";

  /** Locks belong to the process, so its own folders are known by this and never tried. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  private BuildFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Makes a folder, and removes those of runs that were killed. */
  static BuildFolder create(Path temporary) throws IOException {
    Files.createDirectories(temporary);
    Path root = Files.createTempDirectory(temporary, PREFIX);
    OWN.add(root);
    Path unnamed = root.resolve(LOCK + ".new");
    FileChannel lock =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    Files.move(unnamed, root.resolve(LOCK));
    removeAbandoned(temporary, root);
    return new BuildFolder(root, lock);
  }

  Path root() {
    return root;
  }

  private static void removeAbandoned(Path temporary, Path own) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        boolean candidate =
            !OWN.contains(folder)
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder).equals(Files.getOwner(own));
        if (candidate && isAbandoned(folder.resolve(LOCK))) {
          ProcessTree.killAllIn(folder);
          removeAsFarAsPossible(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException goneOrAnothers) {
      // Somebody else is removing it, or may not let this user in.
      return false;
    }
  }

  private static void removeAsFarAsPossible(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException stillInUse) {
      // A service whose program still writes there has failed, and its message names the folder;
      // the next run tries again.
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() throws IOException {
    removeAsFarAsPossible(root);
    lock.close();
    OWN.remove(root);
  }
}
