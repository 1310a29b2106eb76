package dev.serin.jenkins.promotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.jenkins.promotion.Decision.Verdict;
import dev.serin.jenkins.promotion.Promotion.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalApprovalsTest {

  @TempDir Path folder;
  private final List<String> ended = new ArrayList<>();

  private LocalApprovals open() throws IOException {
    return new LocalApprovals(
        folder,
        environment -> RulesTest.ONE,
        InstantSource.fixed(RulesTest.NOON),
        promotion -> ended.add(promotion.id() + " " + promotion.state()));
  }

  @Test
  void aPromotionAndItsDecisionsOutliveARestart() throws Exception {
    open().submit(RulesTest.waiting("dev"));
    Promotion decided =
        open().decide("abc", RulesTest.voter("alice"), Verdict.APPROVE, "<b>\"fine\"\n</b>");
    assertEquals(decided, open().find("abc").orElseThrow());
    assertEquals(State.APPROVED, decided.state());
    assertEquals(List.of("abc APPROVED"), ended);
  }

  @Test
  void submittingAgainChangesNothing() throws Exception {
    LocalApprovals approvals = open();
    approvals.submit(RulesTest.waiting("dev"));
    approvals.decide("abc", RulesTest.voter("alice"), Verdict.REJECT, "no");
    assertEquals(State.REJECTED, approvals.submit(RulesTest.waiting("dev")).state());
  }

  @Test
  void aRefusedDecisionLeavesNothingBehind() throws Exception {
    LocalApprovals approvals = open();
    approvals.submit(RulesTest.waiting("dev"));
    List<String> lines = Files.readAllLines(folder.resolve("audit.jsonl"));
    assertThrows(
        RefusedException.class,
        () -> approvals.decide("guessed", RulesTest.voter("alice"), Verdict.APPROVE, ""));
    assertEquals(lines, Files.readAllLines(folder.resolve("audit.jsonl")));
  }

  @Test
  void theAuditTrailShowsALineThatWasChanged() throws Exception {
    open().submit(RulesTest.waiting("dev"));
    open().decide("abc", RulesTest.voter("alice"), Verdict.APPROVE, "fine");
    List<String> lines = Files.readAllLines(folder.resolve("audit.jsonl"));
    assertEquals(0, AuditTrail.firstBroken(lines));
    List<String> forged = new ArrayList<>(lines);
    forged.set(0, forged.get(0).replace("dev", "eve"));
    assertEquals(2, AuditTrail.firstBroken(forged));
  }

  @Test
  void aFileThatCannotBeReadDoesNotHideTheOthers() throws Exception {
    open().submit(RulesTest.waiting("dev"));
    Files.writeString(folder.resolve("broken.json"), "{");
    assertEquals(1, open().all().size());
  }

  @Test
  void promotionsFollowAJobThatMoves() throws Exception {
    LocalApprovals approvals = open();
    approvals.submit(RulesTest.waiting("dev"));
    approvals.move("shop", "teams/shop");
    assertEquals("teams/shop", approvals.find("abc").orElseThrow().job());
    assertTrue(ended.isEmpty());
  }
}
