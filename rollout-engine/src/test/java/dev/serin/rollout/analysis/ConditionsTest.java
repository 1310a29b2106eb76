package dev.serin.rollout.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.analysis.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
  private static Conditions.Outcome of(
      @Nullable String success, @Nullable String failure, @Nullable Object result) {
    Metric metric =
        new Metric("m", null, null, null, success, failure, null, null, null, null, null, Map.of());
    return Conditions.of(metric, result, Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, Successful",
    "true, true, Failed",
    "false, true, Failed",
    "false, false, Inconclusive",
    "'', false, Successful",
    "'', true, Failed",
    "false, '', Failed",
    "true, '', Successful",
    "'', '', Successful",
    "a == true, true, Error",
    "true, a == true, Error",
  })
  void followTheTableOfArgo(String success, String failure, String phase) {
    assertEquals(phase, of(success, failure, true).phase().wireName());
  }

  @Test
  void anErrorNamesTheConditionAndThePlace() {
    assertEquals(
        "could not evaluate failureCondition \"result > b\": unknown name b (column 10)",
        of("true", "result > b", 1.0).problem());
  }

  @Test
  void noDataIsNamedAsThat() {
    String expected =
        "could not evaluate successCondition \"result[0] >= 0.95\": metric result is nil or empty:"
            + " no data returned from the metric provider";
    assertEquals(expected, of("result[0] >= 0.95", null, null).problem());
    assertEquals(expected, of("result[0] >= 0.95", null, List.of()).problem());
  }
}
