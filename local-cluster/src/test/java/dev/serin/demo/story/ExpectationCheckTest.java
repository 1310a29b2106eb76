package dev.serin.demo.story;

import static dev.serin.demo.report.ServiceOutcome.FAILED_BUILD;
import static dev.serin.demo.report.ServiceOutcome.PROMOTED;
import static dev.serin.demo.report.ServiceOutcome.ROLLED_BACK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.report.ServiceReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationCheckTest {
  private static final Expectation GOOD =
      new Expectation(
          Map.of("catalogue", "changed", "recommendations", "dependency"),
          Map.of("catalogue", PROMOTED, "recommendations", PROMOTED),
          false);
  private static final Expectation BAD =
      new Expectation(Map.of("cart", "changed"), Map.of("cart", ROLLED_BACK), true);

  private static final List<AffectedService> BOTH =
      List.of(affected("catalogue", "changed"), affected("recommendations", "dependency"));

  @Test
  void aStoryThatEndsAsItShouldHasNoProblems() {
    assertEquals(List.of(), good(BOTH, PROMOTED, 0));
    assertEquals(List.of(), bad(ROLLED_BACK, 5, 2.5));
  }

  @Test
  void oneServiceTooManyOrTooFewIsAProblem() {
    assertEquals(
        List.of("affected should be [catalogue, recommendations] but is [catalogue]"),
        good(List.of(affected("catalogue", "changed")), PROMOTED, 0));
  }

  @Test
  void theRightServiceForTheWrongReasonIsAProblem() {
    List<AffectedService> wrong =
        List.of(affected("catalogue", "changed"), affected("recommendations", "changed"));

    assertEquals(
        List.of(
            "recommendations should be affected as 'dependency' but: "
                + "[Why[kind=changed, detail=because]]"),
        good(wrong, PROMOTED, 0));
  }

  @Test
  void anotherOutcomeIsAProblemWithItsDetail() {
    assertEquals(
        List.of("catalogue should end as 'promoted' but ended as 'failed build' (javac says no)"),
        good(BOTH, FAILED_BUILD, 0));
  }

  @Test
  void aServiceOfWhichNothingIsKnownIsAProblem() {
    assertEquals(
        List.of("cart should end as 'rolled back' but nothing is known"),
        ExpectationCheck.problems(BAD, List.of(affected("cart", "changed")), List.of(), 5, 2.5));
  }

  @Test
  void inAHealthyStoryNotOneRequestMayFail() {
    assertEquals(List.of("no request should fail but 1 did"), good(BOTH, PROMOTED, 1));
  }

  @Test
  void aRollbackNeedsABadResponseAndMustNotTakeTooLong() {
    assertEquals(
        List.of("the bad canary should give a bad response but gave none"),
        bad(ROLLED_BACK, 0, null));
    assertEquals(
        List.of("all traffic should be back on stable within 10.0 s but it took 10.5 s"),
        bad(ROLLED_BACK, 30, 10.5));
  }

  private static List<String> good(
      List<AffectedService> affected, ServiceOutcome catalogue, long failedRequests) {
    List<ServiceReport> services =
        List.of(
            new ServiceReport(
                "catalogue", catalogue, null, catalogue == PROMOTED ? null : "javac says no"),
            new ServiceReport("recommendations", PROMOTED, null, null));
    return ExpectationCheck.problems(GOOD, affected, services, failedRequests, null);
  }

  private static List<String> bad(
      ServiceOutcome cart, long failedRequests, @Nullable Double secondsToStable) {
    return ExpectationCheck.problems(
        BAD,
        List.of(affected("cart", "changed")),
        List.of(new ServiceReport("cart", cart, null, "unhealthy")),
        failedRequests,
        secondsToStable);
  }

  private static AffectedService affected(String service, String kind) {
    return new AffectedService(service, List.of(new AffectedService.Why(kind, "because")));
  }
}
