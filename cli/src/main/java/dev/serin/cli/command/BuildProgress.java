package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.delivery.build.BuildEvent;
import dev.serin.delivery.build.BuildListener;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.problem.Printable;
import java.util.Locale;

/** Writes a line for each step of each service. */
final class BuildProgress implements BuildListener {
  private static final double MILLIS_PER_SECOND = 1000.0;

  private final Console console;

  BuildProgress(Console console) {
    this.console = console;
  }

  @Override
  public void on(BuildEvent event) {
    if (event instanceof BuildEvent.StageBegun begun) {
      line(begun.service(), begun.stage().word());
    } else if (event instanceof BuildEvent.Flaky flaky) {
      line(
          flaky.service(),
          console.yellow("flaky")
              + ": failed at first, then passed: "
              + Printable.line(String.join("; ", flaky.tests())));
    } else if (event instanceof BuildEvent.Finished finished) {
      finished(finished.outcome());
    }
  }

  private void finished(ServiceOutcome outcome) {
    String seconds =
        String.format(Locale.ROOT, "%.1f s", outcome.time().toMillis() / MILLIS_PER_SECOND);
    if (outcome instanceof ServiceOutcome.Built built) {
      int passed = built.tests().passed();
      String tests =
          passed == 0 ? "no tests" : passed + (passed == 1 ? " test passed" : " tests passed");
      String word = built.reused() ? "found in the registry" : "done in " + seconds;
      line(built.service(), console.green(word) + ", " + tests);
    } else if (outcome instanceof ServiceOutcome.Failed failed) {
      line(
          failed.service(),
          console.red("failed") + " in " + failed.stage().word() + " after " + seconds);
      Printable.text(failed.message()).lines().forEach(each -> console.err().println("  " + each));
      console.err().println("  log: " + failed.log());
    }
  }

  private void line(String service, String text) {
    console.err().println(service + ": " + text);
  }
}
