package dev.serin.demo.story;

import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.report.ServiceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares how a story ended with how it should have ended. */
public final class ExpectationCheck {
  private final Expectation expected;
  private final List<String> problems = new ArrayList<>();

  private ExpectationCheck(Expectation expected) {
    this.expected = expected;
  }

  /**
   * All differences, in words; none when the story ended as it should.
   *
   * @param affected what the push affected
   * @param services what came of each affected service
   * @param failedRequests how many requests of customers failed
   * @param secondsToStable how long a bad canary had traffic; null when no canary was bad
   */
  public static List<String> problems(
      Expectation expected,
      List<AffectedService> affected,
      List<ServiceReport> services,
      long failedRequests,
      @Nullable Double secondsToStable) {
    ExpectationCheck check = new ExpectationCheck(expected);
    check.affected(affected);
    check.outcomes(services);
    check.requests(failedRequests);
    check.secondsToStable(secondsToStable);
    return List.copyOf(check.problems);
  }

  private void affected(List<AffectedService> affected) {
    Set<String> names = affected.stream().map(AffectedService::service).collect(Collectors.toSet());
    if (!names.equals(expected.reasons().keySet())) {
      problems.add(
          "affected should be "
              + new TreeSet<>(expected.reasons().keySet())
              + " but is "
              + new TreeSet<>(names));
      return;
    }
    for (AffectedService service : affected) {
      String kind = expected.reasons().get(service.service());
      boolean given = service.reasons().stream().anyMatch(why -> why.kind().equals(kind));
      if (!given) {
        problems.add(
            service.service() + " should be affected as '" + kind + "' but: " + service.reasons());
      }
    }
  }

  private void outcomes(List<ServiceReport> services) {
    Map<String, ServiceReport> found = new TreeMap<>();
    services.forEach(service -> found.put(service.service(), service));
    new TreeMap<>(expected.outcomes())
        .forEach(
            (name, outcome) -> {
              ServiceReport service = found.get(name);
              if (service == null) {
                problems.add(name + " should end as '" + outcome.text() + "' but nothing is known");
              } else if (service.outcome() != outcome) {
                problems.add(different(service, outcome));
              }
            });
  }

  private static String different(ServiceReport service, ServiceOutcome outcome) {
    String detail = service.detail() == null ? "" : " (" + service.detail() + ")";
    return service.service()
        + " should end as '"
        + outcome.text()
        + "' but ended as '"
        + service.outcome().text()
        + "'"
        + detail;
  }

  private void requests(long failedRequests) {
    if (failedRequests > 0 && !expected.failedRequests()) {
      problems.add("no request should fail but " + failedRequests + " did");
    }
  }

  private void secondsToStable(@Nullable Double seconds) {
    if (!expected.rollback()) {
      return;
    }
    if (seconds == null) {
      problems.add("the bad canary should give a bad response but gave none");
    } else if (seconds > Expectation.MOST_SECONDS_TO_STABLE) {
      problems.add(
          String.format(
              Locale.ROOT,
              "all traffic should be back on stable within %.1f s but it took %.1f s",
              Expectation.MOST_SECONDS_TO_STABLE,
              seconds));
    }
  }
}
