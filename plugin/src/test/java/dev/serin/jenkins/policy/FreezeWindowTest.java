package dev.serin.jenkins.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T14:59:59Z,false", // Friday 15:59:59 in Berlin
    "2026-11-27T15:00:00Z,true",
    "2026-11-29T12:00:00Z,true",
    "2026-11-30T06:59:59Z,true",
    "2026-11-30T07:00:00Z,false"
  })
  void aWeeklyWindowGoesOverTheWeekEndInItsOwnZone(Instant time, boolean frozen) {
    FreezeWindow window = FreezeWindow.parse("Fri 16:00 - Mon 08:00 Europe/Berlin").get(0);
    assertEquals(frozen, window.contains(time));
  }

  @Test
  void theBeginningBelongsToIt() {
    FreezeWindow window =
        FreezeWindow.parse("\n 2026-12-20T00:00:00Z - 2027-01-02T00:00:00Z \n").get(0);
    assertTrue(window.contains(Instant.parse("2026-12-20T00:00:00Z")));
    assertEquals(false, window.contains(Instant.parse("2027-01-02T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "Fri 16:00 - Mon 08:00 Mars/Base",
    "Fry 16:00 - Mon 08:00 UTC",
    "Fri 25:00 - Mon 08:00 UTC",
    "2027-01-02T00:00:00Z - 2026-12-20T00:00:00Z",
    "always"
  })
  void whatIsNoWindowIsNamed(String line) {
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> FreezeWindow.parse(line));
    assertTrue(String.valueOf(problem.getMessage()).contains(line), problem.getMessage());
  }
}
