package dev.serin.jenkins.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the test stands on: a home of Jenkins with its plugins, and two git repositories. */
final class Grounds {

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;

  Grounds(Path folder) {
    this.folder = folder;
  }

  /** A home with the plugins, the built one among them, and the administrator's script. */
  Path home(Path plugins) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path target = Files.createDirectories(home.resolve("plugins"));
    try (Stream<Path> files = Files.list(plugins)) {
      for (Path file : files.filter(path -> path.toString().matches(".*\\.[jh]pi")).toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.hpi$", ".jpi");
        Files.copy(file, target.resolve(name));
      }
    }
    Files.copy(Path.of("target", "serin.hpi"), target.resolve("serin.jpi"));
    Path scripts = Files.createDirectories(home.resolve("init.groovy.d"));
    try (InputStream script = getClass().getResourceAsStream("setup.groovy")) {
      Files.copy(Objects.requireNonNull(script), scripts.resolve("setup.groovy"));
    }
    return home;
  }

  /** The library as a repository of its own. */
  Path library() throws IOException, InterruptedException {
    Path library = Files.createDirectories(folder.resolve("library"));
    for (String part : List.of("vars", "src", "resources")) {
      copy(REPOSITORY.resolve("pipeline-library").resolve(part), library.resolve(part));
    }
    return committed(library);
  }

  /** The shop with that Jenkinsfile. */
  Path shop(String jenkinsfile) throws IOException, InterruptedException {
    Path shop = folder.resolve("shop");
    copy(REPOSITORY.resolve("example-repos/shop"), shop);
    Files.writeString(shop.resolve("Jenkinsfile"), jenkinsfile);
    return committed(shop);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !built(from.relativize(path))).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static boolean built(Path path) {
    return Stream.of("target", "node_modules", "__pycache__")
        .anyMatch(name -> ("/" + path + "/").contains("/" + name + "/"));
  }

  private static Path committed(Path repository) throws IOException, InterruptedException {
    git(repository, "init", "-q", "-b", "main");
    git(repository, "add", "-A");
    git(
        repository,
        "-c",
        "user.name=dev",
        "-c",
        "user.email=dev@example.org",
        "commit",
        "-qm",
        "One");
    return repository;
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git");
    builder.command().addAll(List.of(arguments));
    Process git = builder.directory(folder.toFile()).inheritIO().start();
    if (git.waitFor() != 0) {
      throw new AssertionError("git " + String.join(" ", arguments) + " in " + folder);
    }
  }
}
