package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serin.delivery.catalog.project.PomFingerprint;
import dev.serin.delivery.git.RepositoryPath;
import java.util.Optional;
import java.util.Set;

/** Knows the shared files that can be compared by what they mean to a build. */
public final class SharedFiles {
  private static final Set<String> KNOWN =
      Set.of(
          "pom.xml",
          "package.json",
          "package-lock.json",
          "npm-shrinkwrap.json",
          "pnpm-lock.yaml",
          "yarn.lock",
          "uv.lock",
          "go.mod",
          "go.work",
          "go.sum",
          "go.work.sum",
          "settings.gradle",
          "settings.gradle.kts",
          "libs.versions.toml");

  private SharedFiles() {}

  /** Returns whether a file of that name may be compared by parts, so that it is worth reading. */
  public static boolean isKnown(String path) {
    return KNOWN.contains(RepositoryPath.name(path));
  }

  /**
   * Reads a file.
   *
   * @return nothing when only its whole content can be compared
   */
  public static Optional<SharedFile> read(String path, String text) {
    String folder = RepositoryPath.parent(path);
    try {
      return switch (RepositoryPath.name(path)) {
        case "pom.xml" -> Optional.of(reader -> PomFingerprint.of(text, reader.plugins()));
        case "package.json" -> Optional.of(WorkspaceRoot.parse(text));
        case "package-lock.json", "npm-shrinkwrap.json" -> NpmLock.parse(folder, text);
        case "pnpm-lock.yaml" -> PnpmLock.parse(folder, text);
        case "yarn.lock" -> YarnLock.parse(folder, text);
        case "uv.lock" -> UvLock.parse(folder, text);
        case "go.mod", "go.work", "go.sum", "go.work.sum" -> GoMeaning.read(path, text);
        case "settings.gradle", "settings.gradle.kts" -> Optional.of(GradleSettings.parse(text));
        case "libs.versions.toml" -> VersionCatalog.parse(path, text);
        default -> Optional.empty();
      };
    } catch (JsonProcessingException notInItsForm) {
      // Its tool will say so; here the whole file counts.
      return Optional.empty();
    }
  }
}
