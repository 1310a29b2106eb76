package dev.serin.delivery.evidence.sbom;

import dev.serin.delivery.image.ImageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Java's packages: each jar says in {@code META-INF/maven} which artifacts it was made of, those
 * that were merged into it included; so do the jars inside of it. A jar that says nothing is known
 * by its file's name, without the group that would make it one of Maven's.
 */
final class MavenPackages implements PackageReader {
  private static final Pattern COORDINATES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final Pattern FILE_NAME =
      Pattern.compile("(?:.*/)?([A-Za-z0-9_.-]+?)-(\\d[A-Za-z0-9_.+-]*)\\.jar");
  private static final int MOST_ENTRIES = 200_000;
  private static final int LARGEST = 64 * 1024;

  @Override
  public List<SoftwarePackage> read(ImageFile file) throws IOException {
    if (!file.path().endsWith(".jar")) {
      return List.of();
    }
    try (InputStream content = Files.newInputStream(file.source())) {
      return read(file.path(), content, true);
    }
  }

  private static List<SoftwarePackage> read(String path, InputStream content, boolean outer)
      throws IOException {
    List<SoftwarePackage> own = new ArrayList<>();
    List<SoftwarePackage> inner = new ArrayList<>();
    // Not closed: the stream belongs to the caller.
    ZipInputStream jar = new ZipInputStream(content);
    try {
      @Nullable ZipEntry entry = jar.getNextEntry();
      for (int count = 0; entry != null && count < MOST_ENTRIES; count++) {
        String name = entry.getName();
        if (COORDINATES.matcher(name).matches()) {
          coordinates(jar).ifPresent(own::add);
        } else if (outer && name.endsWith(".jar")) {
          inner.addAll(read(name, jar, false));
        }
        entry = jar.getNextEntry();
      }
    } catch (ZipException | IllegalArgumentException notAJar) {
      return List.of();
    }
    if (own.isEmpty()) {
      Matcher parts = FILE_NAME.matcher(path);
      if (parts.matches()) {
        SoftwarePackage.of("generic", "", parts.group(1), parts.group(2), "").ifPresent(own::add);
      }
    }
    own.addAll(inner);
    return own;
  }

  private static Optional<SoftwarePackage> coordinates(InputStream content) throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(content.readNBytes(LARGEST)));
    return SoftwarePackage.of(
        "maven",
        properties.getProperty("groupId", ""),
        properties.getProperty("artifactId", ""),
        properties.getProperty("version", ""),
        "");
  }
}
