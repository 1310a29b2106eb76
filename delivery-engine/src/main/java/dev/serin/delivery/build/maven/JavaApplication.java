package dev.serin.delivery.build.maven;

import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runnable jar of a module: the one in {@code target} that names a main class. Libraries that
 * its manifest names must be where it names them, which is {@code target/lib} by custom.
 */
final class JavaApplication {
  private static final String LIBRARIES = "lib/";

  private final Path target;

  JavaApplication(Path target) {
    this.target = target;
  }

  Artifact artifact(TestCounts tests, String runtime) throws IOException, StageFailureException {
    Path jar = runnableJar();
    List<ImageFile> libraries = new ArrayList<>();
    for (String entry : classPath(jar)) {
      libraries.add(library(jar, entry));
    }
    return new Artifact(
        tests,
        runtime,
        List.of(
            new ImageLayer("libraries", libraries),
            new ImageLayer("application", List.of(new ImageFile(jar, "app.jar", false)))),
        List.of("java", "-jar", "app.jar"),
        Map.of());
  }

  private Path runnableJar() throws IOException, StageFailureException {
    List<Path> runnable = new ArrayList<>();
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
        boolean beforeShading = String.valueOf(file.getFileName()).startsWith("original-");
        if (!beforeShading && attribute(file, Attributes.Name.MAIN_CLASS) != null) {
          runnable.add(file);
        }
      }
    }
    if (runnable.size() != 1) {
      String found =
          runnable.isEmpty()
              ? "found none"
              : "found " + runnable.stream().map(Path::getFileName).toList();
      throw new StageFailureException(
          Stage.IMAGE,
          "A Java service is one runnable jar in target/ (a Main-Class in its manifest), but Serin "
              + found
              + ". Set 'mainClass' in the archive configuration of the maven-jar-plugin.");
    }
    return runnable.get(0);
  }

  private ImageFile library(Path jar, String entry) throws IOException, StageFailureException {
    Path file = target.resolve(entry).normalize();
    boolean inside = entry.startsWith(LIBRARIES) && file.startsWith(target.resolve(LIBRARIES));
    if (!inside || !Files.isRegularFile(file)) {
      throw new StageFailureException(
          Stage.IMAGE,
          "The manifest of %s names the library %s, which is not in target/lib. Set 'classpathPrefix' to lib/ and let the goal dependency:copy-dependencies copy the runtime dependencies to ${project.build.directory}/lib."
              .formatted(jar.getFileName(), entry));
    }
    return new ImageFile(file, entry, false);
  }

  private static List<String> classPath(Path jar) throws IOException {
    String classPath = attribute(jar, Attributes.Name.CLASS_PATH);
    return classPath == null ? List.of() : List.of(classPath.strip().split("\\s+"));
  }

  private static @Nullable String attribute(Path jar, Attributes.Name name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null ? null : manifest.getMainAttributes().getValue(name);
    }
  }
}
