package dev.serin.demo.run;

import dev.serin.demo.measure.ReturnToStable;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.Tally;
import dev.serin.demo.measure.TimeSpan;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.report.ServiceReport;
import dev.serin.demo.report.StoryOutcome;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.story.ExpectationCheck;
import dev.serin.demo.story.Story;
import dev.serin.demo.view.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The second half of a story: it is rolled out, and what comes of it is compared with the plan. */
final class StoryTeller {
  private final RolloutTeller rollouts;
  private final TrafficLog customers;
  private final TrafficLog atGateway;
  private final Stopwatch stopwatch;
  private final Narrator narrator;

  StoryTeller(
      RolloutTeller rollouts,
      TrafficLog customers,
      TrafficLog atGateway,
      Stopwatch stopwatch,
      Narrator narrator) {
    this.rollouts = rollouts;
    this.customers = customers;
    this.atGateway = atGateway;
    this.stopwatch = stopwatch;
    this.narrator = narrator;
  }

  /**
   * Tells a story to its end.
   *
   * @param begin when its chapter began: requests are counted from then on
   * @param underWay called when its rollouts have begun
   */
  StoryReport tell(Prepared prepared, Duration begin, Runnable underWay)
      throws InterruptedException {
    List<RolledOut> rolledOut = rollouts.rollOut(prepared.delivered().manifests(), underWay);
    TimeSpan span = new TimeSpan(begin, stopwatch.elapsed());
    StoryReport report = report(prepared, rolledOut, span);
    narrator.verdict(report);
    return report;
  }

  private StoryReport report(Prepared prepared, List<RolledOut> rolledOut, TimeSpan span) {
    Story story = prepared.story();
    Delivered delivered = prepared.delivered();
    List<ServiceReport> services = new ArrayList<>(delivered.failed());
    rolledOut.forEach(each -> services.add(each.report(delivered.image(each.service()))));
    services.sort(Comparator.comparing(ServiceReport::service));
    Tally requests = customers.sentIn(span);
    Optional<RolledOut> takenBack =
        rolledOut.stream().filter(each -> each.outcome() == ServiceOutcome.ROLLED_BACK).findFirst();
    Optional<ReturnToStable> harm =
        takenBack.flatMap(each -> ReturnToStable.in(atGateway.all(), each.service(), span));
    Double seconds = harm.map(ReturnToStable::seconds).orElse(null);
    List<String> problems =
        ExpectationCheck.problems(
            story.expectation(), delivered.affected(), services, requests.failed(), seconds);
    return new StoryReport(
        story.name(),
        story.title(),
        prepared.pushed().reports(),
        delivered.affected(),
        services,
        StoryOutcome.of(services.stream().map(ServiceReport::outcome).toList()),
        problems.isEmpty(),
        problems,
        requests.requests(),
        requests.failed(),
        seconds,
        takenBack
            .flatMap(each -> harm.map(found -> RollbackNumbers.of(each, found, atGateway, span)))
            .orElse(null),
        new TimeSpan(prepared.pushedAt(), span.to()).seconds());
  }
}
