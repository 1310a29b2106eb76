package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what a process prints into a file that does not fill the disk.
 *
 * <ol>
 *   <li>Output is appended to the file.
 *   <li>A file that would become larger than the limit is renamed to NAME.1, in place of the one
 *       before it, and a new one is begun: the latest output is always there, and both files
 *       together are at most twice the limit.
 *   <li>Output that cannot be written is dropped: a full disk must not stop the process.
 * </ol>
 */
final class BoundedLog {
  /** As a kubelet does by default. */
  static final long LIMIT = 10L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(BoundedLog.class);
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final long limit;

  BoundedLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** Copies until the output ends. */
  void copy(InputStream output) throws IOException {
    byte[] buffer = new byte[BUFFER];
    boolean told = false;
    for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
      try {
        append(buffer, read);
      } catch (IOException full) {
        if (!told) {
          LOG.warn("output is lost: {} cannot be written", file, full);
          told = true;
        }
      }
    }
  }

  private void append(byte[] buffer, int length) throws IOException {
    if (Files.exists(file) && Files.size(file) + length > limit) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(buffer, 0, length);
    }
  }
}
