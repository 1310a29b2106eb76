package dev.serin.cluster.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An unpacked image.
 *
 * @param digest of its manifest, such as {@code sha256:…}
 * @param rootfs the folder with its files
 * @param runtime what it needs of the machine, such as {@code java17}; empty when it needs nothing
 * @param entrypoint config.Entrypoint
 * @param command config.Cmd
 * @param environment config.Env
 * @param workingFolder config.WorkingDir, as a path inside the image
 */
public record Image(
    String digest,
    Path rootfs,
    String runtime,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    String workingFolder) {
  /** A copy with immutable collections. */
  public Image {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
