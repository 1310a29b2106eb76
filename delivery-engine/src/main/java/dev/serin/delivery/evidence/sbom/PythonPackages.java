package dev.serin.delivery.evidence.sbom;

import dev.serin.delivery.image.ImageFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's packages: each that was installed has its {@code METADATA} in a {@code .dist-info}. */
final class PythonPackages implements PackageReader {
  private static final Pattern METADATA = Pattern.compile("(?:.*/)?[^/]+\\.dist-info/METADATA");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");
  private static final int LARGEST = 1024 * 1024;

  @Override
  public List<SoftwarePackage> read(ImageFile file) throws IOException {
    if (!METADATA.matcher(file.path()).matches()) {
      return List.of();
    }
    Map<String, String> headers = new TreeMap<>();
    try (InputStream content = Files.newInputStream(file.source())) {
      byte[] start = content.readNBytes(LARGEST);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new ByteArrayInputStream(start), StandardCharsets.UTF_8));
      // The headers end at the first empty line; the description comes after it.
      @Nullable String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        String[] pair = line.split(": ", 2);
        if (pair.length > 1) {
          headers.putIfAbsent(pair[0], pair[1].strip());
        }
        line = lines.readLine();
      }
    }
    String license =
        headers.getOrDefault("License-Expression", headers.getOrDefault("License", ""));
    return SoftwarePackage.of(
            "pypi",
            "",
            normal(headers.getOrDefault("Name", "")),
            headers.getOrDefault("Version", ""),
            license)
        .stream()
        .toList();
  }

  /** A name as the package index writes it. */
  private static String normal(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
