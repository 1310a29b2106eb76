package dev.serin.demo.run;

import dev.serin.delivery.build.BuildEvent;
import dev.serin.delivery.build.BuildListener;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.demo.view.Narrator;
import dev.serin.demo.view.Texts;
import java.util.List;

/** Tells how the builds of a push go. */
final class BuildTeller implements BuildListener {
  private static final int MOST_LINES = 6;

  private final Narrator narrator;
  private final Scoreboard scoreboard;

  BuildTeller(Narrator narrator, Scoreboard scoreboard) {
    this.narrator = narrator;
    this.scoreboard = scoreboard;
  }

  @Override
  public void on(BuildEvent event) {
    if (event instanceof BuildEvent.Queued) {
      scoreboard.activity(event.service(), "waiting for a free core");
    } else if (event instanceof BuildEvent.Started) {
      scoreboard.activity(event.service(), "starting");
    } else if (event instanceof BuildEvent.StageBegun begun) {
      scoreboard.activity(event.service(), doing(begun.stage()));
    } else if (event instanceof BuildEvent.Finished finished) {
      scoreboard.activity(event.service(), "");
      tell(finished.outcome());
    }
  }

  private static String doing(Stage stage) {
    return switch (stage) {
      // Maven tests a library before it builds the service that uses it.
      case BUILD, TEST -> "building and testing";
      case IMAGE -> "making the image";
      case PUSH -> "publishing the image";
    };
  }

  private void tell(ServiceOutcome outcome) {
    String took = Texts.seconds(outcome.time().toNanos() / 1e9);
    if (outcome instanceof ServiceOutcome.Built built) {
      narrator.service(
          built.service(),
          "built in "
              + took
              + ", "
              + Texts.count(built.tests().passed(), "test")
              + " passed, image "
              + Texts.shortDigest(built.image()));
    } else if (outcome instanceof ServiceOutcome.Failed failed) {
      List<String> lines = failed.message().lines().toList();
      narrator.failure(
          failed.service(),
          what(failed) + " (" + took + ")",
          lines.subList(0, Math.min(lines.size(), MOST_LINES)));
    }
  }

  private static String what(ServiceOutcome.Failed failed) {
    return switch (failed.stage()) {
      case BUILD -> "does not compile; it is left out of the release";
      case TEST ->
          Texts.count(failed.tests().failed(), "test") + " failed; left out of the release";
      case IMAGE -> "no image could be made; it is left out of the release";
      case PUSH -> "its image could not be published; it is left out of the release";
    };
  }
}
