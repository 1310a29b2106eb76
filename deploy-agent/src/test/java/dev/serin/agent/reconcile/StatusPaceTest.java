package dev.serin.agent.reconcile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStatusBuilder;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusPaceTest {

  private static final ObjectKey CART = new ObjectKey("shop", "cart");

  private final AtomicLong now = new AtomicLong();
  private final StatusPace pace = new StatusPace(now::get);
  private final RolloutStatus before =
      new RolloutStatusBuilder().currentStepIndex(1).availableReplicas(1).build();

  @Test
  void whatDecisionsStartFromIsWrittenAtOnce() {
    assertTrue(pace.due(CART, before, before.toBuilder().currentStepIndex(2).build()));
    assertTrue(pace.due(CART, before, before.toBuilder().abort(true).build()));
    assertTrue(pace.due(CART, before, before.toBuilder().stableRS("abc").build()));
    assertTrue(pace.due(CART, null, before));
  }

  @Test
  void numbersAndMessagesWaitForALittleWhileAndNoLonger() {
    RolloutStatus after = before.toBuilder().availableReplicas(2).message("more").build();
    assertFalse(pace.due(CART, before, after));
    now.addAndGet(StatusPace.PATIENCE.toNanos() - 1);
    assertFalse(pace.due(CART, before, after.toBuilder().availableReplicas(3).build()));
    now.addAndGet(1);
    assertTrue(pace.due(CART, before, after.toBuilder().availableReplicas(4).build()));
    assertFalse(pace.due(CART, before, after));
  }

  @Test
  void aWriteForAnotherReasonTakesTheNumbersAlong() {
    RolloutStatus after = before.toBuilder().availableReplicas(2).build();
    assertFalse(pace.due(CART, before, after));
    assertTrue(pace.due(CART, before, after.toBuilder().currentStepIndex(2).build()));
    now.addAndGet(StatusPace.PATIENCE.toNanos());
    assertFalse(pace.due(CART, before, after));
  }
}
