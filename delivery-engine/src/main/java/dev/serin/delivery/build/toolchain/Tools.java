package dev.serin.delivery.build.toolchain;

import dev.serin.delivery.build.process.ChildProcess;
import dev.serin.delivery.build.process.Command;
import dev.serin.delivery.files.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs on this machine's PATH; each is asked for its version once. */
public final class Tools {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TERMINAL_CODES = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Map<String, String> environment;
  private final Path scratch;
  private final Map<List<String>, Optional<String>> answers = new HashMap<>();

  /**
   * Looks for programs in an environment.
   *
   * @param environment with {@code PATH}
   * @param scratch folder for intermediate files; made and emptied as needed
   */
  public Tools(Map<String, String> environment, Path scratch) {
    this.environment = Map.copyOf(environment);
    this.scratch = scratch;
  }

  /** The file of a program on the PATH. */
  public Optional<Path> find(String program) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path file = Path.of(folder).resolve(program);
      if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * What a program prints, such as its version.
   *
   * @param arguments the program and its arguments
   * @return nothing if there is no such program, or it fails, or takes long
   */
  public synchronized Optional<String> ask(List<String> arguments) throws InterruptedException {
    Optional<String> known = answers.get(arguments);
    if (known != null) {
      return known;
    }
    Optional<Path> program = find(arguments.get(0));
    Optional<String> answer =
        program.isPresent() ? run(program.get(), arguments) : Optional.empty();
    answers.put(List.copyOf(arguments), answer);
    return answer;
  }

  /** The version that {@code program --version} names first. */
  public Optional<ToolVersion> version(String program) throws InterruptedException {
    return ask(List.of(program, "--version")).flatMap(ToolVersion::in);
  }

  /** Java would look for a bare name on its own PATH, so the file that was found is started. */
  private Optional<String> run(Path program, List<String> arguments) throws InterruptedException {
    List<String> words = new ArrayList<>(arguments);
    words.set(0, program.toString());
    List<String> lines = new ArrayList<>();
    try {
      Files.createDirectories(scratch);
      Path folder = Files.createTempDirectory(scratch, "ask-");
      try {
        Command command = new Command(words, folder, environment, PATIENCE);
        ChildProcess.Ending ending =
            ChildProcess.run(command, folder.resolve("output"), lines::add);
        boolean good = ending.equals(new ChildProcess.Ending.Exited(0));
        String output = TERMINAL_CODES.matcher(String.join("\n", lines)).replaceAll("");
        return good ? Optional.of(output) : Optional.empty();
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException cannotRun) {
      // A file that cannot be started is no tool; the caller says what is missing.
      return Optional.empty();
    }
  }
}
