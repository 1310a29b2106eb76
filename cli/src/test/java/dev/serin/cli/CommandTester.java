package dev.serin.cli;

import dev.serin.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this process, in a folder of their own, and keeps what they write. */
final class CommandTester {
  /**
   * What a command did.
   *
   * @param code its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Result(int code, String out, String err) {}

  private final Path folder;

  CommandTester(Path folder) {
    this.folder = folder;
  }

  /** Makes a folder a repository of two services, one of which needs a library. */
  static CommandTester withShop(Path folder) {
    return new CommandTester(folder)
        .write("libs/money/package.json", "{\"name\": \"money\"}")
        .write("cart/package.json", "{\"dependencies\": {\"money\": \"file:../libs/money\"}}")
        .write("cart/service.yaml", "apiVersion: serin.dev/v1\nservice: cart\nowner: me\n")
        .write("web/package.json", "{}")
        .write("web/service.yaml", "apiVersion: serin.dev/v1\nservice: web\n")
        .commit();
  }

  /** Runs serin as in CI: no terminal, and without looking for uncommitted changes. */
  Result serin(String... arguments) {
    return serin(Map.of("CI", "true"), false, arguments);
  }

  Result serin(Map<String, String> environment, boolean terminal, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            folder,
            terminal);
    int code = Serin.run(console, arguments);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  CommandTester write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the folder a repository if it is none, and commits everything. */
  CommandTester commit() {
    if (!Files.exists(folder.resolve(".git"))) {
      git("init", "-q", "-b", "main");
    }
    git("add", "-A");
    git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-qm", "state");
    return this;
  }

  String git(String... arguments) {
    try {
      List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
