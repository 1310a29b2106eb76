package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void eachStoryHasARowAndEachAffectedServiceItsReasons() {
    assertEquals(
        List.of(
            "",
            "story        affected    outcome     requests  failed  to stable",
            "Good change  2 services  promoted        4000       0          -",
            "    catalogue: changed products.json",
            "    recommendations: depends on products.json",
            "Bad change   1 service   rolledBack      2000       9      2.8 s",
            "    cart: changed cart-store.js",
            "",
            "2 stories in 71.3 s, 12345 requests, 9 failed. Everything ended as it should."),
        SummaryTable.lines(Reports.demo(), new Style(false)));
  }

  @Test
  void whatWentWrongIsListed() {
    DemoReport bad =
        new DemoReport(
            1,
            false,
            7,
            50,
            10,
            1,
            List.of("Good change: no request should fail but 1 did"),
            List.of(Reports.goodChange()));

    List<String> lines = SummaryTable.lines(bad, new Style(false));

    assertTrue(
        lines.contains(
            "1 story in 1.0 s, 10 requests, 1 failed. Not everything ended as it should:"));
    assertEquals(
        "  not as it should be: Good change: no request should fail but 1 did",
        lines.get(lines.size() - 1));
  }
}
