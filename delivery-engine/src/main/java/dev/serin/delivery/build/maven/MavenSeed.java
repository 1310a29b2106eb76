package dev.serin.delivery.build.maven;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.files.AtomicFiles;
import dev.serin.delivery.files.Folders;
import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies the files that a component's last build needed into the private repository of the next
 * one, before Maven starts. Maven 3.8 would copy the same files one by one through its transport,
 * which takes many times as long. They are copied, not linked: what a build does to its own files
 * reaches nobody else.
 *
 * <ol>
 *   <li>After a build the paths of the jars and POMs in its private repository are written down.
 *   <li>Before the next one each is copied from the first shared repository that has it.
 *   <li>Maven takes a file of a local repository without a note of its origin as it is. What the
 *       list lacks, Maven gets as usual; what it names too much does no harm.
 * </ol>
 */
final class MavenSeed {
  private final Path lists;

  MavenSeed(Path lists) {
    this.lists = lists;
  }

  /** Copies what the component needed last time, as far as a shared repository has it. */
  void plant(Component component, Path privateRepository, List<Path> shared) throws IOException {
    Path list = list(component);
    if (!Files.isRegularFile(list)) {
      return;
    }
    for (String name : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      Path target = privateRepository.resolve(name).normalize();
      if (target.startsWith(privateRepository)) {
        copyFirst(name, target, shared);
      }
    }
  }

  /** Writes down what the component needed. */
  void remember(Component component, Path privateRepository) throws IOException {
    StringBuilder names = new StringBuilder();
    for (Path file : Folders.regularFiles(privateRepository)) {
      String name = privateRepository.relativize(file).toString();
      boolean released = !name.contains("-SNAPSHOT");
      if (released && (name.endsWith(".jar") || name.endsWith(".pom"))) {
        names.append(name).append('\n');
      }
    }
    AtomicFiles.write(list(component), names.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void copyFirst(String name, Path target, List<Path> shared) throws IOException {
    for (Path repository : shared) {
      Path source = repository.resolve(name).normalize();
      if (source.startsWith(repository) && Files.isRegularFile(source)) {
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(source, target);
        return;
      }
    }
  }

  private Path list(Component component) {
    String key = Digest.ofText(component.name() + "\n" + component.path()).hex();
    return lists.resolve(key + ".txt");
  }
}
