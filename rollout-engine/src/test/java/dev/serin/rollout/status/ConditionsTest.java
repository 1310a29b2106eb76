package dev.serin.rollout.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.status.Conditions.Saying;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-23T10:01:00.7Z");

  private final List<RolloutCondition> before =
      Conditions.with(
          List.of(), Saying.yes("Progressing", "ReplicaSetUpdated", "on its way"), FIRST);

  @Test
  void sayingTheSameAgainChangesNothing() {
    assertSame(
        before,
        Conditions.with(
            before, Saying.yes("Progressing", "ReplicaSetUpdated", "on its way"), LATER));
  }

  @Test
  void touchingRenewsTheUpdateOnly() {
    RolloutCondition after =
        Conditions.with(
                before, Saying.yes("Progressing", "ReplicaSetUpdated", "on its way"), LATER, true)
            .get(0);
    assertEquals(Instant.parse("2026-11-23T10:01:00Z"), after.lastUpdateTime());
    assertEquals(FIRST, after.lastTransitionTime());
  }

  @Test
  void anotherStatusIsATransition() {
    RolloutCondition after =
        Conditions.with(before, Saying.no("Progressing", "RolloutAborted", "no"), LATER).get(0);
    assertEquals(Instant.parse("2026-11-23T10:01:00Z"), after.lastTransitionTime());
  }

  @Test
  void otherTypesStay() {
    assertEquals(
        2, Conditions.with(before, Saying.yes("Available", "AvailableReason", ""), LATER).size());
  }
}
