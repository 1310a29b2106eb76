package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./serin} as a person calls it, with good and with bad input. */
class CommandLineIT {

  private static final int USAGE = 2;

  @TempDir Path folder = Path.of("set by JUnit");

  @Test
  void helpNamesEveryCommand() {
    String help = Command.serin("--help").succeed().out();
    for (String command :
        List.of(
            "catalog",
            "plan",
            "build",
            "publish",
            "render",
            "init",
            "doctor",
            "demo",
            "completion")) {
      assertTrue(help.contains("\n  " + command + " "), () -> command + " is not in:\n" + help);
    }
  }

  @Test
  void whatInitProposesIsACatalogue() throws IOException {
    write(
        "hello/package.json", "{\"name\": \"hello\", \"scripts\": {\"start\": \"node main.js\"}}");
    write("hello/main.js", "console.log('hello')\n");
    commit();
    Command.serin("init").in(folder).succeed();
    assertTrue(Files.exists(folder.resolve("hello/service.yaml")));
    commit();
    String catalogue = Command.serin("catalog").in(folder).succeed().out();
    assertTrue(catalogue.contains("hello"), catalogue);
  }

  @Test
  void aFolderWithoutGitIsRefused() {
    refused(Command.serin("plan").in(folder), "is in no git repository");
  }

  @Test
  void aRepositoryWithoutServicesIsRefused() throws IOException {
    write("README.md", "nothing here\n");
    commit();
    refused(Command.serin("build").in(folder), "holds no service");
  }

  @Test
  void allProblemsOfADescriptionAreToldAtOnceWithTheirPlaces() throws IOException {
    write("a/Dockerfile", "FROM scratch\n");
    write(
        "a/service.yaml",
        "apiVersion: serin.dev/v1\nservice: A_b\nownr: me\nimage: {port: 99999}\n");
    commit();
    refused(
        Command.serin("catalog").in(folder),
        "a/service.yaml:2:10",
        "a/service.yaml:3:1",
        "did you mean 'owner'",
        "a/service.yaml:4:15");
  }

  @Test
  void aCycleOfDependenciesIsShown() throws IOException {
    for (String name : List.of("a", "b")) {
      write(name + "/Dockerfile", "FROM scratch\n");
    }
    write("a/service.yaml", "apiVersion: serin.dev/v1\nservice: a\ndependsOn: [b]\n");
    write("b/service.yaml", "apiVersion: serin.dev/v1\nservice: b\ndependsOn: [a]\n");
    commit();
    refused(Command.serin("plan").in(folder), "dependency cycle: a -> b -> a");
  }

  @Test
  void aShallowCloneIsToldHowToGetTheCommitsThatItLacks() throws IOException {
    write("a/Dockerfile", "FROM scratch\n");
    commit();
    write("a/Dockerfile", "FROM scratch\nCMD [\"a\"]\n");
    commit();
    Path clone = folder.resolve("clone");
    Command.of("git", "clone", "-q", "--depth", "1", folder.toUri().toString(), clone.toString())
        .succeed();
    refused(Command.serin("plan", "--from", "HEAD~1").in(clone), "git fetch --unshallow");
  }

  @Test
  void aMissingToolIsNamedBeforeAnythingStarts() throws IOException {
    write("a/package.json", "{\"name\": \"a\", \"scripts\": {\"start\": \"node main.js\"}}");
    write("a/main.js", "console.log('hello')\n");
    commit();
    refused(Command.serin("build").in(folder).with("PATH", pathWithout("node")), "node");
  }

  @Test
  void theDemoRefusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused(Command.serin("demo", "--port", port), port);
    }
  }

  /** Expects exit code 2 and a message with all these parts, without a stack trace. */
  private static void refused(Command command, String... parts) {
    Command.Result result = command.run();
    assertEquals(USAGE, result.exitCode(), result::toString);
    for (String part : parts) {
      assertTrue(result.err().contains(part), () -> "'" + part + "' is not in:\n" + result.err());
    }
    assertTrue(!result.err().contains("\tat "), result::err);
  }

  /** A PATH to a folder of links to all programs on the PATH but one. */
  private String pathWithout(String program) throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    String path = Optional.ofNullable(System.getenv("PATH")).orElseThrow();
    for (String place : path.split(":")) {
      if (!Files.isDirectory(Path.of(place))) {
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(place))) {
        for (Path file : files.toList()) {
          Path link = programs.resolve(file.getFileName().toString());
          if (!file.endsWith(program) && Files.isExecutable(file) && !Files.exists(link)) {
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return programs.toString();
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(folder.resolve(file).resolve("..").normalize());
    Files.writeString(path, content);
  }

  private void commit() {
    Command.of("git", "init", "-q").in(folder).succeed();
    Command.of("git", "add", "-A").in(folder).succeed();
    Command.of(
            "git",
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "commit",
            "-q",
            "-m",
            "change")
        .in(folder)
        .succeed();
  }
}
