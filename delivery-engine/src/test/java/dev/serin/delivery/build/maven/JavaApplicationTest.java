package dev.serin.delivery.build.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaApplicationTest {
  @TempDir Path target;

  @Test
  void layersAreTheLibrariesOfOthersThoseOfTheRepositoryAndTheJar() throws Exception {
    jar("app.jar", "shop.Cart", "lib/a.jar lib/b.jar");
    jar("app-sources.jar", "", "");
    Files.createDirectory(target.resolve("lib"));
    Files.writeString(target.resolve("lib/b.jar"), "b");
    Files.writeString(target.resolve("lib/a.jar"), "a");
    Files.writeString(target.resolve("lib/unused.jar"), "unused");

    Artifact artifact = artifact();

    assertEquals(
        List.of(List.of("lib/a.jar"), List.of("lib/b.jar"), List.of("app.jar")),
        artifact.layers().stream()
            .map(layer -> layer.files().stream().map(ImageFile::path).toList())
            .toList());
    assertEquals(List.of("java", "-jar", "app.jar"), artifact.entrypoint());
  }

  @Test
  void whatQuarkusMakesKeepsItsForm() throws Exception {
    for (String file :
        List.of(
            "quarkus-run.jar",
            "quarkus-app-dependencies.txt",
            "lib/main/org.other.engine-2.jar",
            "lib/main/dev.serin.engine-1.jar",
            "lib/boot/org.other.boot.jar",
            "app/agent.jar",
            "quarkus/generated-bytecode.jar")) {
      Path path = target.resolve("quarkus-app").resolve(file);
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file);
    }
    jar("agent.jar", "", "");

    Artifact artifact = artifact();

    assertEquals(
        List.of(
            List.of("lib/boot/org.other.boot.jar", "lib/main/org.other.engine-2.jar"),
            List.of("lib/main/dev.serin.engine-1.jar"),
            List.of("app/agent.jar", "quarkus-run.jar", "quarkus/generated-bytecode.jar")),
        artifact.layers().stream()
            .map(layer -> layer.files().stream().map(ImageFile::path).toList())
            .toList());
    assertEquals(List.of("java", "-jar", "quarkus-run.jar"), artifact.entrypoint());
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() throws Exception {
    jar("app.jar", "shop.Cart", "lib/gone.jar");

    StageFailureException failure = assertThrows(StageFailureException.class, this::artifact);

    assertEquals(Stage.IMAGE, failure.stage());
    assertTrue(failure.explanation().contains("lib/gone.jar"), failure.explanation());
  }

  @Test
  void aLibraryOutsideOfTheTargetFolderIsNotTaken() throws Exception {
    jar("app.jar", "shop.Cart", "lib/../../secret.jar");

    assertThrows(StageFailureException.class, this::artifact);
  }

  @Test
  void aModuleWithoutARunnableJarIsNoService() throws Exception {
    jar("library.jar", "", "");

    StageFailureException failure = assertThrows(StageFailureException.class, this::artifact);

    assertTrue(failure.explanation().contains("mainClass"), failure.explanation());
  }

  private Artifact artifact() throws IOException, StageFailureException {
    return JavaApplication.withOwn(target, Set.of("b.jar", "engine-1.jar"))
        .artifact(TestCounts.NONE, "java17");
  }

  private void jar(String name, String mainClass, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    if (!mainClass.isEmpty()) {
      manifest.getMainAttributes().put(Name.MAIN_CLASS, mainClass);
    }
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Name.CLASS_PATH, classPath);
    }
    new JarOutputStream(Files.newOutputStream(target.resolve(name)), manifest).close();
  }
}
