package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a program to its end. */
final class Tool {

  private Tool() {}

  /** Runs one of the cluster's programs; see {@link #run}. */
  static String binary(String name, String... arguments) {
    return binaryWithInput("", name, arguments);
  }

  /** Runs kubectl; what it says is of interest only when it fails. */
  static void kubectl(String... arguments) {
    String unused = binary("kubectl", arguments);
  }

  /** Runs one of the cluster's programs with a text on its standard input. */
  static String binaryWithInput(String input, String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of(Binaries.path(name).toString()));
    words.addAll(List.of(arguments));
    return run(input, words);
  }

  /**
   * Runs a program.
   *
   * @return all that it has written, without white space at the ends
   * @throws AssertionError if it fails, with what it has written
   */
  static String run(String input, List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new AssertionError(words + " failed:\n" + output);
      }
      return output;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(words + " was interrupted", interrupted);
    }
  }
}
