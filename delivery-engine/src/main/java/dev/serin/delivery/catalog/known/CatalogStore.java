package dev.serin.delivery.catalog.known;

import dev.serin.delivery.catalog.read.Reading;
import dev.serin.delivery.files.AtomicFiles;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Catalogues on disk: one file for each, in a folder of this user's alone.
 *
 * <ol>
 *   <li>A file is named by the SHA-256 of the engine's identity and the tree's id. It begins with
 *       the SHA-256 of that name and of what follows.
 *   <li>It appears whole or not at all, so that any number of processes may write at once.
 *   <li>A file that is damaged, too large, a link, another user's, or open to be written by others
 *       is no file; so are all of a folder that others may write to.
 *   <li>The ones that were not used for longest go when there are too many.
 * </ol>
 *
 * What cannot be kept or found costs time and nothing else, so no failure here is reported. A
 * program of the same user can still write what it likes, as it can replace Serin itself.
 */
public final class CatalogStore {
  private static final int DIGEST = 32;
  private static final int LARGEST_ENTRY = 16 * 1024 * 1024;
  private static final Set<PosixFilePermission> WRITE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final String engine;
  private final long limit;
  private final InstantSource time;

  /**
   * Makes a store.
   *
   * @param folder made when something is kept first
   * @param engine the engine that reads the catalogues: no other one takes them
   * @param limit the most bytes that are kept
   * @param time when something is used
   */
  public CatalogStore(Path folder, String engine, long limit, InstantSource time) {
    this.folder = folder;
    this.engine = engine;
    this.limit = limit;
    this.time = time;
  }

  /** Returns what is kept for a tree. */
  Optional<Reading> load(String tree) {
    String name = name(tree);
    Path file = folder.resolve(name);
    try {
      if (!isOurs(folder, true) || !isOurs(file, false)) {
        return Optional.empty();
      }
      byte[] content = read(file);
      byte[] body = Arrays.copyOfRange(content, Math.min(DIGEST, content.length), content.length);
      if (!MessageDigest.isEqual(digest(name, body), Arrays.copyOf(content, DIGEST))) {
        Files.delete(file);
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(time.instant()));
      return Optional.of(ReadingCodec.decode(body));
    } catch (IOException | UnsupportedOperationException nothingKept) {
      return Optional.empty();
    }
  }

  /** Keeps what was read from a tree, unless it is there already. */
  void save(String tree, Reading reading) {
    String name = name(tree);
    Path file = folder.resolve(name);
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(folder.resolveSibling("."));
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!isOurs(folder, true) || isOurs(file, false)) {
        return;
      }
      byte[] body = ReadingCodec.encode(reading);
      byte[] content = Arrays.copyOf(digest(name, body), DIGEST + body.length);
      System.arraycopy(body, 0, content, DIGEST, body.length);
      if (content.length <= LARGEST_ENTRY) {
        AtomicFiles.write(file, content);
        prune();
      }
    } catch (IOException | UnsupportedOperationException notKept) {
      // The next run reads the catalogue again.
    }
  }

  private static boolean isOurs(Path path, boolean asFolder) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    PosixFileAttributes attributes = attributes(path);
    return (asFolder ? attributes.isDirectory() : attributes.isRegularFile())
        && attributes.owner().equals(ourselves(path))
        && attributes.permissions().stream().noneMatch(WRITE_BY_OTHERS::contains);
  }

  /** In containers a user often has no name, so Linux is asked for the owner of this process. */
  private static UserPrincipal ourselves(Path path) throws IOException {
    Path process = Path.of("/proc/self");
    return Files.exists(process)
        ? Files.getOwner(process)
        : path.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] read(Path file) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return Channels.newInputStream(channel).readNBytes(LARGEST_ENTRY + 1);
    }
  }

  private void prune() throws IOException {
    Map<Path, PosixFileAttributes> kept = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        kept.put(each, attributes(each));
      }
    }
    long total = kept.values().stream().mapToLong(PosixFileAttributes::size).sum();
    List<Map.Entry<Path, PosixFileAttributes>> oldestFirst =
        kept.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getValue().lastModifiedTime()))
            .toList();
    for (Map.Entry<Path, PosixFileAttributes> oldest : oldestFirst) {
      if (total <= limit) {
        return;
      }
      total -= oldest.getValue().size();
      Files.deleteIfExists(oldest.getKey());
    }
  }

  private String name(String tree) {
    return HexFormat.of().formatHex(digest(engine + "\n" + tree, new byte[0]));
  }

  private static byte[] digest(String name, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
