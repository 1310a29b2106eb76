package dev.serin.agent.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private long now = Long.MAX_VALUE - Duration.ofMillis(100).toNanos();
  private final Pace pace = new Pace(3, 10, () -> now);

  @Test
  void letsABurstThroughAndThenSoManyASecond() {
    assertEquals(0, waits());
    assertEquals(0, waits());
    assertEquals(0, waits());
    assertEquals(100, waits());
    pass(100);
    assertEquals(100, waits());
  }

  @Test
  void savesUpNoMoreThanABurst() {
    pass(60_000);
    assertEquals(0, waits());
    assertEquals(0, waits());
    assertEquals(0, waits());
    assertEquals(100, waits());
  }

  @Test
  void earnsOneForEveryGap() {
    for (int taken = 0; taken < 3; taken++) {
      assertEquals(0, waits());
    }
    pass(200);
    assertEquals(0, waits());
    assertEquals(0, waits());
    assertEquals(100, waits());
  }

  private long waits() {
    return Duration.ofNanos(pace.next()).toMillis();
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
