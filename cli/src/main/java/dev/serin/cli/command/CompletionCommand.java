package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code serin completion}. */
@Command(
    name = "completion",
    header = "Print a script that completes commands and options in a shell.",
    description = "It completes a 'serin' that is on the PATH.",
    footer = {
      "  source <(serin completion bash)                           for this shell",
      "  serin completion bash > ~/.local/share/bash-completion/completions/serin",
      "  echo 'source <(serin completion zsh)' >> ~/.zshrc"
    })
final class CompletionCommand extends Conventions implements Callable<Integer> {
  /** Shells that the script works in. */
  enum Shell {
    bash,
    zsh
  }

  @ParentCommand private @Nullable SerinCommand parent;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    if (parent == null || spec == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    CommandLine root = spec.root().commandLine();
    // The script makes zsh understand bash's completion by itself.
    parent.console().out().println(AutoComplete.bash("serin", root));
    parent.console().out().println("# Completion of serin for " + shell + ".");
    return ExitCode.OK;
  }
}
