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
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Maven module made to be run: Quarkus' {@code target/quarkus-app} if there is one, else the
 * jar in {@code target} that names a main class. Libraries that its manifest names must be where it
 * names them, which is {@code target/lib} by custom.
 *
 * <p>Layers, by how often they change: libraries of others, libraries of the same repository, the
 * application.
 */
public final class JavaApplication {
  private static final String LIBRARIES = "lib/";
  private static final String QUARKUS = "quarkus-app";
  private static final String QUARKUS_JAR = "quarkus-run.jar";

  private final Path target;
  private final Predicate<String> own;

  private JavaApplication(Path target, Predicate<String> own) {
    this.target = target;
    this.own = own;
  }

  /**
   * Looks into a module's folder.
   *
   * @param target Maven's folder for what a module makes
   * @param own whether a jar's file name is that of a library of the same repository
   */
  public static JavaApplication withOwn(Path target, Predicate<String> own) {
    return new JavaApplication(target, own);
  }

  /** The same with the names of the jars that the repository's modules have made. */
  static JavaApplication withOwn(Path target, Set<String> jars) {
    // Quarkus puts the group in front of the name that the jar had.
    return withOwn(
        target,
        name -> jars.stream().anyMatch(jar -> name.equals(jar) || name.endsWith("." + jar)));
  }

  /**
   * What there is to put into an image.
   *
   * @param runtime such as {@code java17}
   * @throws StageFailureException if there is nothing to run, or a library is missing
   */
  public Artifact artifact(TestCounts tests, String runtime)
      throws IOException, StageFailureException {
    Path quarkus = target.resolve(QUARKUS);
    boolean isQuarkus = Files.isRegularFile(quarkus.resolve(QUARKUS_JAR));
    List<ImageFile> libraries = new ArrayList<>();
    List<ImageFile> application = new ArrayList<>();
    if (isQuarkus) {
      libraries.addAll(ImageLayer.ofFolder("", quarkus.resolve("lib"), "lib").files());
      for (String folder : List.of("app", "quarkus")) {
        application.addAll(ImageLayer.ofFolder("", quarkus.resolve(folder), folder).files());
      }
      application.add(new ImageFile(quarkus.resolve(QUARKUS_JAR), QUARKUS_JAR, false));
    } else {
      Path jar = runnableJar();
      for (String entry : classPath(jar)) {
        libraries.add(library(jar, entry));
      }
      application.add(new ImageFile(jar, "app.jar", false));
    }
    Map<Boolean, List<ImageFile>> byOwner =
        libraries.stream().collect(Collectors.partitioningBy(this::isOwn));
    return new Artifact(
        tests,
        runtime,
        runtime,
        List.of(
            new ImageLayer("libraries", byOwner.getOrDefault(false, List.of())),
            new ImageLayer("own libraries", byOwner.getOrDefault(true, List.of())),
            new ImageLayer("application", application)),
        List.of("java", "-jar", isQuarkus ? QUARKUS_JAR : "app.jar"),
        Map.of());
  }

  private boolean isOwn(ImageFile library) {
    return own.test(String.valueOf(library.source().getFileName()));
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
