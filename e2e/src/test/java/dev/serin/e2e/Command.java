package dev.serin.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program run to its end in a folder, as a person would from a shell. */
public final class Command {

  /** The checkout under test. */
  static final Path HOME =
      Path.of(System.getProperty("serin.home", "..")).toAbsolutePath().normalize();

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final List<String> words;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path folder = HOME;
  private Optional<Path> input = Optional.empty();

  private Command(List<String> words) {
    this.words = words;
  }

  /** A program found by the PATH. */
  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** Serin's launcher with these arguments. */
  public static Command serin(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(HOME.resolve("serin").toString());
    words.addAll(List.of(arguments));
    return new Command(words);
  }

  /** Runs it in a folder other than the checkout. */
  public Command in(Path where) {
    folder = where;
    return this;
  }

  /** Sets a variable of its environment. */
  public Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Gives it a file to read from standard input, which is empty else. */
  public Command reading(Path file) {
    input = Optional.of(file);
    return this;
  }

  /** Runs it; a program that does not end in ten minutes is killed and fails the test. */
  public Result run() {
    try {
      Path out = Files.createTempFile("serin-e2e", ".out");
      Path err = Files.createTempFile("serin-e2e", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        input.map(Path::toFile).ifPresent(builder::redirectInput);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new AssertionError(
              words + " did not end within " + LIMIT + ":\n" + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(words + " was interrupted", e);
    }
  }

  /** Runs it and fails the test unless it exits with 0. */
  public Result succeed() {
    Result result = run();
    if (result.exitCode() != 0) {
      throw new AssertionError(words + " failed: " + result);
    }
    return result;
  }

  /**
   * How a program ended.
   *
   * @param exitCode its exit code
   * @param out all of its standard output
   * @param err all of its standard error
   */
  public record Result(int exitCode, String out, String err) {}
}
