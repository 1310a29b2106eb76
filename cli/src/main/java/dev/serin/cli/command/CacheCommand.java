package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code serin cache}. */
@Command(
    name = "cache",
    header = "Look at the images that need not be built again.",
    description =
        "The registry is the cache: an image is found by the hash of all that its build read, and"
            + " counts when trusted builders vouch for that.",
    subcommands = {CacheWhyCommand.class},
    footer = {"  serin cache why cart --push registry.example/shop --trust main.pem.pub"})
final class CacheCommand extends Conventions implements Callable<Integer> {
  @ParentCommand private @Nullable SerinCommand parent;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null && parent != null) {
      spec.commandLine().usage(parent.console().err());
    }
    return ExitCode.USAGE;
  }
}
