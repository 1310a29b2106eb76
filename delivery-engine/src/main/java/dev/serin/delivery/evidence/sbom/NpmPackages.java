package dev.serin.delivery.evidence.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** Node's packages: each folder of {@code node_modules} has a {@code package.json} at its top. */
final class NpmPackages implements PackageReader {
  private static final Pattern DESCRIPTION =
      Pattern.compile("(?:.*/)?node_modules/(?:@[^/]+/)?[^/@]+/package\\.json");
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<SoftwarePackage> read(ImageFile file) throws IOException {
    if (!DESCRIPTION.matcher(file.path()).matches() || Files.size(file.source()) > LARGEST) {
      return List.of();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file.source()));
      String[] name = json.path("name").asText().split("/", 2);
      boolean scoped = name.length > 1;
      return SoftwarePackage.of(
              "npm",
              scoped ? name[0] : "",
              scoped ? name[1] : name[0],
              json.path("version").asText(),
              json.path("license").asText())
          .stream()
          .toList();
    } catch (JsonProcessingException notAPackage) {
      return List.of();
    }
  }
}
