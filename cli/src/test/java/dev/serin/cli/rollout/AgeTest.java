package dev.serin.cli.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Ages as kubectl writes them. */
class AgeTest {
  @Test
  void anAgeHasOneUnitOrTwo() {
    assertEquals("0s", Age.text(Duration.ofSeconds(-3)));
    assertEquals("119s", Age.text(Duration.ofSeconds(119)));
    assertEquals("2m", Age.text(Duration.ofMinutes(2)));
    assertEquals("9m59s", Age.text(Duration.ofSeconds(599)));
    assertEquals("179m", Age.text(Duration.ofMinutes(179)));
    assertEquals("3h1m", Age.text(Duration.ofMinutes(181)));
    assertEquals("47h", Age.text(Duration.ofHours(47)));
    assertEquals("2d", Age.text(Duration.ofDays(2)));
    assertEquals("7d23h", Age.text(Duration.ofHours(191)));
    assertEquals("8d", Age.text(Duration.ofDays(8)));
  }

  @Test
  void aTimeThatIsNoneHasNoAge() {
    assertEquals("", Age.of("yesterday", Instant.EPOCH));
  }
}
