package dev.serin.jenkins.promotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.jenkins.policy.FreezeWindow;
import dev.serin.jenkins.policy.Policy;
import dev.serin.jenkins.policy.Voter;
import dev.serin.jenkins.promotion.Decision.Verdict;
import dev.serin.jenkins.promotion.Promotion.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Policy ONE = new Policy(1, Set.of(), false, List.of(), Duration.ZERO);
  private static final Policy TWO = new Policy(2, Set.of(), false, List.of(), Duration.ZERO);

  static Promotion waiting(String author) {
    return new Promotion(
        "abc",
        "shop",
        7,
        "production",
        "shop-1",
        author,
        List.of(),
        List.of(new Change("c0ffee", author, "a change")),
        NOON,
        Instant.MAX,
        State.WAITING,
        List.of(),
        "");
  }

  static Voter voter(String name) {
    return new Voter(name, Set.of("release-managers"), true);
  }

  private static Promotion approve(Promotion promotion, Policy policy, String user)
      throws RefusedException {
    return Rules.decide(promotion, policy, voter(user), Verdict.APPROVE, "fine", NOON);
  }

  @Test
  void oneApprovalByAnotherIsEnough() throws RefusedException {
    assertEquals(State.APPROVED, approve(waiting("dev"), ONE, "alice").state());
  }

  @Test
  void theAuthorAloneIsNotEnoughWhateverTheCaseOfTheName() throws RefusedException {
    Promotion byAuthor = approve(waiting("Dev"), ONE, "dev");
    assertEquals(State.WAITING, byAuthor.state());
    assertEquals(State.APPROVED, approve(byAuthor, ONE, "alice").state());
  }

  @Test
  void aQuorumOfTwoNeedsTwoPeople() throws RefusedException {
    Promotion first = approve(waiting("dev"), TWO, "alice");
    assertEquals(State.WAITING, first.state());
    assertThrows(RefusedException.class, () -> approve(first, TWO, "ALICE"));
    assertEquals(State.APPROVED, approve(first, TWO, "bob").state());
  }

  @Test
  void oneRejectionEndsIt() throws RefusedException {
    Promotion first = approve(waiting("dev"), TWO, "alice");
    Promotion rejected = Rules.decide(first, TWO, voter("bob"), Verdict.REJECT, "no", NOON);
    assertEquals(State.REJECTED, rejected.state());
    assertThrows(RefusedException.class, () -> approve(rejected, TWO, "carol"));
  }

  @Test
  void whoIsNotNamedOrNotPermittedIsRefused() {
    Policy named = new Policy(1, Set.of("alice", "group:owners"), false, List.of(), Duration.ZERO);
    assertThrows(RefusedException.class, () -> approve(waiting("dev"), named, "bob"));
    Voter unpermitted = new Voter("alice", Set.of(), false);
    assertThrows(
        RefusedException.class,
        () -> Rules.decide(waiting("dev"), named, unpermitted, Verdict.APPROVE, "", NOON));
  }

  @Test
  void aGroupCanBeNamed() throws RefusedException {
    Policy named = new Policy(1, Set.of("group:release-managers"), false, List.of(), Duration.ZERO);
    assertEquals(State.APPROVED, approve(waiting("dev"), named, "bob").state());
  }

  @Test
  void aReasonIsAskedForWhereThePolicySaysSo() {
    Policy reasons = new Policy(1, Set.of(), true, List.of(), Duration.ZERO);
    assertThrows(
        RefusedException.class,
        () -> Rules.decide(waiting("dev"), reasons, voter("bob"), Verdict.REJECT, "  ", NOON));
  }

  @Test
  void inAFreezeWindowItWaitsAndGoesOnAfterwards() throws RefusedException {
    List<FreezeWindow> windows = FreezeWindow.parse("2026-11-23T00:00:00Z - 2026-11-24T00:00:00Z");
    Policy frozen = new Policy(1, Set.of(), false, windows, Duration.ZERO);
    Promotion approved = approve(waiting("dev"), frozen, "alice");
    assertEquals(State.WAITING, approved.state());
    Instant after = Instant.parse("2026-11-24T00:00:00Z");
    assertEquals(State.APPROVED, Rules.judge(approved, frozen, after).state());
  }

  @Test
  void itExpiresWhenNobodyDecides() {
    Promotion promotion = waiting("dev");
    Promotion short1 =
        new Promotion(
            "abc",
            "shop",
            7,
            "production",
            "shop-1",
            "dev",
            List.of(),
            promotion.changes(),
            NOON,
            NOON.plusSeconds(60),
            State.WAITING,
            List.of(),
            "");
    assertEquals(State.WAITING, Rules.judge(short1, ONE, NOON.plusSeconds(59)).state());
    assertEquals(State.EXPIRED, Rules.judge(short1, ONE, NOON.plusSeconds(60)).state());
  }

  @Test
  void withoutAQuorumNobodyIsAsked() {
    Policy none = new Policy(0, Set.of(), false, List.of(), Duration.ZERO);
    assertEquals(State.APPROVED, Rules.judge(waiting("dev"), none, NOON).state());
  }
}
