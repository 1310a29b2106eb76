package dev.serin.delivery.build.go;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.delivery.build.toolchain.TestCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoTestOutputTest {
  @Test
  void testsAndSubtestsCountAndFailuresHaveTheirMessage() {
    GoTestOutput output = new GoTestOutput();
    """
    === RUN   TestTotal
        main_test.go:7: total is 100
    --- FAIL: TestTotal (0.00s)
    === RUN   TestLater
        main_test.go:12: later
    --- SKIP: TestLater (0.00s)
    === RUN   TestParts
    === RUN   TestParts/one
    --- PASS: TestParts (0.01s)
        --- PASS: TestParts/one (0.00s)
    FAIL
    FAIL	example.org/cart/cmd/cart	0.002s
    FAIL	example.org/cart/other [build failed]
    """
        .lines()
        .forEach(output::read);
    assertEquals(new TestCounts(2, 2, 1), output.counts());
    assertEquals(
        List.of(
            "TestTotal: main_test.go:7: total is 100",
            "example.org/cart/other: its tests do not compile"),
        output.failures());
  }
}
