package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code serin demo}: only says where the demo is, since its classes are not in this jar. */
@Command(
    name = "demo",
    header = "From a push to a canary and back, on this machine.",
    description = "It is part of a checkout of Serin, not of this jar: run ./serin demo there.",
    footer = "  ./serin demo                      in a checkout of Serin")
final class DemoCommand extends Conventions implements Callable<Integer> {
  @Unmatched private List<String> ignored = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UserError(
        "the demo is not in this jar, which is kept small for build machines: run `./serin demo"
            + (ignored.isEmpty() ? "" : " " + String.join(" ", ignored))
            + "` in a checkout of Serin.");
  }
}
