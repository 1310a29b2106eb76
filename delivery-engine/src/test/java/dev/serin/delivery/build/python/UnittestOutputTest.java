package dev.serin.delivery.build.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.build.toolchain.TestCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnittestOutputTest {
  @Test
  void anExpectedFailureIsNoFailure() {
    UnittestOutput output = new UnittestOutput();
    output.read("Ran 2 tests in 0.001s");
    output.read("OK (expected failures=1)");

    assertEquals(new TestCounts(2, 0, 0), output.counts());
  }

  @Test
  void absurdCountsAreNotBelieved() {
    UnittestOutput output = new UnittestOutput();
    output.read("Ran 99999999999 tests in 0.001s");
    output.read("FAILED (failures=99999999999)");

    assertEquals(TestCounts.NONE, output.counts());
  }

  private final UnittestOutput output = new UnittestOutput();

  @Test
  void countsAndNamesWhatFailed() {
    """
    .F.s
    ======================================================================
    FAIL: test_total (tests.test_cart.CartTest.test_total)
    ----------------------------------------------------------------------
    Traceback (most recent call last):
      File "/w/tests/test_cart.py", line 6, in test_total
        self.assertEqual(1, 2)
    AssertionError: 1 != 2

    ----------------------------------------------------------------------
    Ran 4 tests in 0.001s

    FAILED (failures=1, skipped=1)
    """
        .lines()
        .forEach(output::read);

    assertEquals(new TestCounts(2, 1, 1), output.counts());
    assertEquals(
        List.of("test_total (tests.test_cart.CartTest.test_total): AssertionError: 1 != 2"),
        output.failures());
  }

  @Test
  void countsAGoodRun() {
    List.of("Ran 12 tests in 0.5s", "", "OK (skipped=2)").forEach(output::read);

    assertEquals(new TestCounts(10, 0, 2), output.counts());
  }
}
