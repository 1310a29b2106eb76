package dev.serin.delivery.build.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunitReportsTest {
  @TempDir Path folder;

  @Test
  void countsPassedFailedAndSkippedAndNamesTheFailed() throws IOException {
    JunitReports reports =
        read(
            """
            <testsuite>
              <testcase classname="shop.CartTest" name="adds"/>
              <testcase classname="shop.CartTest" name="removes">
                <failure message="expected: &lt;1&gt;&#10;more">trace</failure>
              </testcase>
              <testcase classname="shop.CartTest" name="empties"><error>trace</error></testcase>
              <testcase classname="test" name="of node"><skipped/></testcase>
            </testsuite>
            """);

    assertEquals(new TestCounts(1, 2, 1), reports.counts());
    assertEquals(
        List.of("shop.CartTest.removes: expected: <1>", "shop.CartTest.empties"),
        reports.failures());
  }

  @Test
  void aReportThatWasCutOffCountsAsFarAsItGoes() throws IOException {
    JunitReports reports =
        read("<testsuite><testcase name=\"a\"/><testcase name=\"b\"><failure message=\"no\"");

    assertEquals(new TestCounts(2, 0, 0), reports.counts());
  }

  @Test
  void externalEntitiesAreNotRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    JunitReports reports =
        read(
            "<!DOCTYPE t [<!ENTITY e SYSTEM \""
                + secret.toUri()
                + "\">]><testsuite><testcase name=\"a\"><failure>&e;</failure></testcase></testsuite>");

    assertEquals(List.of(), reports.failures().stream().filter(f -> f.contains("secret")).toList());
  }

  private JunitReports read(String xml) throws IOException {
    JunitReports reports = new JunitReports();
    reports.add(Files.writeString(folder.resolve("TEST-a.xml"), xml));
    return reports;
  }
}
