package dev.serin.demo.run;

import dev.serin.demo.measure.Tally;
import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.StoryReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sums up the stories. */
final class Totals {
  private Totals() {}

  /**
   * The report of the whole demo.
   *
   * @param stories what came of each story
   * @param requests all requests of the customers, those between the stories too
   * @param elapsed how long the demo has taken
   */
  static DemoReport of(
      List<StoryReport> stories, Tally requests, Settings settings, Duration elapsed) {
    List<String> problems = new ArrayList<>();
    long inStories = 0;
    for (StoryReport story : stories) {
      story.problems().forEach(text -> problems.add(story.title() + ": " + text));
      inStories += story.failedRequests();
    }
    if (requests.failed() > inStories) {
      problems.add(
          "between the stories, "
              + (requests.failed() - inStories)
              + " requests failed, and none should");
    }
    return new DemoReport(
        settings.backend().name(),
        elapsed.toNanos() / 1e9,
        problems.isEmpty(),
        settings.seed(),
        settings.requestsPerSecond(),
        requests.requests(),
        requests.failed(),
        problems,
        stories);
  }
}
