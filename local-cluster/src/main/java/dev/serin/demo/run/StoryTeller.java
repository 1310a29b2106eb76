package dev.serin.demo.run;

import dev.serin.demo.measure.ReturnToStable;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.Tally;
import dev.serin.demo.measure.TimeSpan;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.push.SharedRepository;
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

/**
 * Tells one story after the other.
 *
 * <ol>
 *   <li>Somebody pushes.
 *   <li>The delivery says what that affects, builds it, and writes a release of what is good.
 *   <li>The release is rolled out; the agent decides how that ends.
 *   <li>What came of it is compared with how the story should end.
 * </ol>
 */
final class StoryTeller {
  private final SharedRepository repository;
  private final Delivery delivery;
  private final RolloutTeller rollouts;
  private final TrafficLog customers;
  private final TrafficLog atGateway;
  private final Stopwatch stopwatch;
  private final Narrator narrator;

  StoryTeller(
      SharedRepository repository,
      Delivery delivery,
      RolloutTeller rollouts,
      TrafficLog customers,
      TrafficLog atGateway,
      Stopwatch stopwatch,
      Narrator narrator) {
    this.repository = repository;
    this.delivery = delivery;
    this.rollouts = rollouts;
    this.customers = customers;
    this.atGateway = atGateway;
    this.stopwatch = stopwatch;
    this.narrator = narrator;
  }

  /** Tells one story to its end. */
  StoryReport tell(Story story) throws InterruptedException {
    Duration begin = stopwatch.elapsed();
    Pushed pushed = repository.push(story.push());
    narrator.pushed(pushed);
    Delivered delivered = delivery.deliver(pushed);
    List<RolledOut> rolledOut = rollouts.rollOut(delivered.manifests());
    TimeSpan span = new TimeSpan(begin, stopwatch.elapsed());
    StoryReport report = report(story, pushed, delivered, rolledOut, span);
    narrator.verdict(report);
    return report;
  }

  private StoryReport report(
      Story story, Pushed pushed, Delivered delivered, List<RolledOut> rolledOut, TimeSpan span) {
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
        pushed.reports(),
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
        span.seconds());
  }
}
