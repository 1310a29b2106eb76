package dev.serin.cli;

import dev.serin.cli.command.SerinCommand;
import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one message; the stack trace is only for those who ask. */
final class Failures implements IExecutionExceptionHandler {
  private static final int INTERRUPTED = 130;

  private final SerinCommand root;

  Failures(SerinCommand root) {
    this.root = root;
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult result) {
    PrintWriter err = commandLine.getErr();
    boolean details = root.isVerbose();
    int code;
    if (problem instanceof UserError) {
      err.println("serin: " + problem.getMessage());
      code = ExitCode.USAGE;
    } else if (problem instanceof InterruptedException) {
      err.println("serin: interrupted");
      code = INTERRUPTED;
    } else if (fileProblem(problem) instanceof FileSystemException file) {
      err.println("serin: " + Printable.text(FileProblems.message(file)));
      code = ExitCode.FAILED;
    } else {
      Throwable cause =
          problem instanceof UncheckedIOException && problem.getCause() != null
              ? problem.getCause()
              : problem;
      String hint = details ? "" : " (--verbose shows where)";
      err.println("serin: unexpected error: " + Printable.text(String.valueOf(cause)) + hint);
      code = ExitCode.FAILED;
    }
    if (details) {
      problem.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private static @Nullable Throwable fileProblem(Exception problem) {
    return problem instanceof UncheckedIOException ? problem.getCause() : problem;
  }
}
