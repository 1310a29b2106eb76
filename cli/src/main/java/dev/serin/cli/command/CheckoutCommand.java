package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command whose classes are not in this jar; says where they are. */
abstract class CheckoutCommand extends Conventions implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Unmatched private List<String> ignored = new ArrayList<>();

  @Override
  public Integer call() {
    String command = spec.name() + (ignored.isEmpty() ? "" : " " + String.join(" ", ignored));
    throw new UserError(
        "`serin %s` is not in this jar, which is kept small for build machines: run `./serin %s` in a checkout of Serin."
            .formatted(spec.name(), command));
  }
}
