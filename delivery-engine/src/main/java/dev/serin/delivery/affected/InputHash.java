package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import java.util.Comparator;
import java.util.List;

/**
 * The hash of all that the engine knows a service's build to read. Two commits with the same hash
 * give the same image; a service is affected when its hash differs.
 *
 * <p>It is the SHA-256 of these lines, in this order, each ended by a line feed:
 *
 * <ol>
 *   <li>{@code serin-input-hash 3}: the version of this list, raised with every change of what is
 *       hashed or of how images are made;
 *   <li>{@code service NAME}, {@code path PATH}, {@code port PORT};
 *   <li>for the service and each component of its dependency closure, sorted by path: {@code
 *       component PATH TOOLCHAIN FINGERPRINT}, with the kind and git object id of its folder or
 *       file (a folder's id covers names, modes and contents of all below, {@code service.yaml}
 *       too);
 *   <li>for each build file outside of these folders, sorted by path: {@code file PATH
 *       FINGERPRINT}, with its kind and git object id, or the SHA-256 of the part that matters to
 *       this service (see {@link dev.serin.delivery.affected.shared.SharedFile}); files that mean
 *       nothing to it are left out.
 * </ol>
 *
 * A path is written as a JSON-like quoted text, so that none can be mistaken for something else.
 */
public final class InputHash {
  private static final int VERSION = 3;

  private InputHash() {}

  static String of(Component service, Snapshot snapshot) {
    List<Component> closure = snapshot.closure(service);
    StringBuilder lines = new StringBuilder();
    lines.append("serin-input-hash ").append(VERSION).append('\n');
    lines.append("service ").append(service.name()).append('\n');
    lines.append("path ").append(quoted(service.path())).append('\n');
    lines.append("port ").append(service.effectiveDescription().image().port()).append('\n');
    closure.stream()
        .sorted(Comparator.comparing(Component::path))
        .forEach(
            component ->
                lines
                    .append("component ")
                    .append(quoted(component.path()))
                    .append(' ')
                    .append(component.toolchain())
                    .append(' ')
                    .append(snapshot.fingerprint(component.path()))
                    .append('\n'));
    for (String file : snapshot.buildFiles(closure)) {
      String fingerprint = snapshot.buildFileFingerprint(file, closure);
      if (!fingerprint.equals(Snapshot.ABSENT)) {
        lines.append("file ").append(quoted(file)).append(' ').append(fingerprint).append('\n');
      }
    }
    return Sha256.of(lines.toString());
  }

  /**
   * The hash of a service's inputs and the base image that its own builds upon. A commit does not
   * say which image a tag means today, so that is added when the image is made.
   *
   * @param inputs the hash of all that comes from the commit
   * @param base digest of the base image's manifest
   */
  public static String withBase(String inputs, String base) {
    return Sha256.of("serin-image-hash 1\ninputs " + inputs + "\nbase " + base + "\n");
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
