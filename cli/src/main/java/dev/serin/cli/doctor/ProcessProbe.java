package dev.serin.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs real programs; one that does not answer in time is killed with all that it started. */
public final class ProcessProbe implements Probe {
  private static final int SECONDS = 10;
  private static final int OUTPUT_LIMIT = 64 * 1024;

  private final Path directory;

  /** Makes a probe that runs programs in a folder. */
  public ProcessProbe(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Answer> run(List<String> command) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      // The program is not there or may not be run, which is the answer.
      return Optional.empty();
    }
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
    try {
      String text = output.get(SECONDS, TimeUnit.SECONDS);
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      return Optional.of(new Answer(ended && process.exitValue() == 0, text));
    } catch (TimeoutException e) {
      return Optional.of(new Answer(false, "no answer within " + SECONDS + " seconds"));
    } catch (ExecutionException e) {
      return Optional.of(new Answer(false, String.valueOf(e.getCause())));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try (InputStream input = process.getInputStream()) {
      return new String(input.readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
