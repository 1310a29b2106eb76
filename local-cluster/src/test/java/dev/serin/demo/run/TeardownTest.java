package dev.serin.demo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
  private final List<String> stopped = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Teardown teardown = new Teardown(complaints::add);

  @Test
  void whatWasStartedLastIsStoppedFirstAndOnlyOnce() {
    teardown.add("one", () -> stopped.add("one"));
    teardown.add("two", () -> stopped.add("two"));

    teardown.close();
    teardown.close();

    assertEquals(List.of("two", "one"), stopped);
    assertTrue(teardown.complete());
  }

  @Test
  void oneThatCannotBeStoppedDoesNotKeepTheOthersRunning() {
    teardown.add("one", () -> stopped.add("one"));
    teardown.add(
        "two",
        () -> {
          throw new IllegalStateException("stuck");
        });

    teardown.close();

    assertEquals(List.of("one"), stopped);
    assertEquals(
        List.of("two could not be stopped: java.lang.IllegalStateException: stuck"), complaints);
    assertFalse(teardown.complete());
  }

  @Test
  void whatIsStartedTooLateIsStoppedAtOnce() {
    teardown.close();
    teardown.add("late", () -> stopped.add("late"));

    assertTrue(teardown.begun());
    assertEquals(List.of("late"), stopped);
  }
}
