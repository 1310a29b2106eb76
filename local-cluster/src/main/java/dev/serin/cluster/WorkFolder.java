package dev.serin.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The folder in which one running cluster keeps all of its files. */
final class WorkFolder implements AutoCloseable {
  private static final Pattern SAFE_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

  private final Path folder;
  private final FileChannel lockFile;

  private WorkFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the folder where it is missing, and takes it until it is closed or the JVM ends. */
  static WorkFolder take(Path path) throws IOException {
    Path folder = Files.createDirectories(path).toRealPath();
    Files.createDirectories(folder.resolve("logs"));
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile) == null) {
      lockFile.close();
      throw new LocalClusterException(
          "another local cluster runs in "
              + folder
              + ": stop it, or choose another work folder for this one");
    }
    return new WorkFolder(folder, lockFile);
  }

  /** Where images are unpacked. */
  Path images() {
    return folder.resolve("images");
  }

  /** Where pods have their temporary folders. */
  Path pods() {
    return folder.resolve("pods");
  }

  /** Where running processes are remembered. */
  Path processes() {
    return folder.resolve("processes");
  }

  /** The log file of a pod. */
  Path log(String namespace, String pod) {
    if (!SAFE_NAME.matcher(namespace).matches() || !SAFE_NAME.matcher(pod).matches()) {
      throw new IllegalArgumentException("\"" + namespace + "/" + pod + "\" cannot name a pod");
    }
    return folder.resolve("logs").resolve(namespace + "_" + pod + ".log");
  }

  /**
   * Writes the kubeconfig, which only its owner may read as it holds the token: in the server's
   * address, since kubectl sends no credentials over plain HTTP.
   */
  Path writeKubeconfig(String api, String token) throws IOException {
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: serin-local
          cluster:
            server: %s/%s
        users:
        - name: serin-local
          user: {}
        contexts:
        - name: serin-local
          context:
            cluster: serin-local
            user: serin-local
        current-context: serin-local
        """
            .formatted(api, token);
    Path unfinished = folder.resolve("kubeconfig.new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text);
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.move(unfinished, kubeconfig, StandardCopyOption.ATOMIC_MOVE);
    return kubeconfig;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
