package dev.serin.agent.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  private static final String METRIC = "http_requests_total";

  private static List<Sample> read(String text) throws MalformedExpositionException {
    return Exposition.counter(text, METRIC);
  }

  private static String problem(String text) {
    return String.valueOf(
        assertThrows(MalformedExpositionException.class, () -> read(text)).getMessage());
  }

  @Test
  void readsThePrometheusFormat() throws Exception {
    List<Sample> samples =
        read(
            """
            # HELP http_requests_total Requests.
            # TYPE http_requests_total counter
            http_requests_total{code="200",method="GET"} 1027 1395066363000
            http_requests_total { code = "500" , method="GET", } 3
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{le="+Inf"} 12
            """);
    assertEquals(
        List.of(
            new Sample(Map.of("code", "200", "method", "GET"), 1027, 3),
            new Sample(Map.of("code", "500", "method", "GET"), 3, 4)),
        samples);
  }

  @Test
  void readsOpenMetricsWithExemplarsAndCreatedTimes() throws Exception {
    List<Sample> samples =
        read(
            """
            # TYPE http_requests counter
            http_requests_total{code="200"} 17.0 1520879607.789 # {trace_id="a \\"b\\" }"} 1 1.6e9
            http_requests_total{code="503"} 2 # {} 0.5
            http_requests_created{code="200"} 1520430000.123
            # EOF
            """);
    assertEquals(2, samples.size());
    assertEquals(17, samples.get(0).value());
    assertEquals(Map.of("code", "503"), samples.get(1).labels());
  }

  @Test
  void readsNamesInQuotes() throws Exception {
    assertEquals(
        List.of(new Sample(Map.of("code", "200"), 5, 1)),
        Exposition.counter("{\"http.requests\", code=\"200\"} 5\n", "http.requests"));
    assertEquals(List.of(), read("{\"http.requests\"} 5\n"));
  }

  @Test
  void readsEscapesBlanksAndCarriageReturns() throws Exception {
    assertEquals(
        List.of(new Sample(Map.of("path", "a\\b\"c\nd", "käse", "{,}=#"), 1e3, 1)),
        read("  http_requests_total\t{path=\"a\\\\b\\\"c\\nd\",\"käse\"=\"{,}=#\"}\t1e3\r\n"));
    assertEquals(List.of(new Sample(Map.of(), 7, 1)), read("http_requests_total 7"));
  }

  @Test
  void aMetricThatIsNotThereHasNoSamples() throws Exception {
    assertEquals(List.of(), read(""));
    assertEquals(List.of(), read("\n\n#\n# TYPE\nhttp_requests_total_more 4\n"));
  }

  @Test
  void whatOtherMetricsHoldIsNoBusinessOfThisOne() throws Exception {
    assertEquals(1, read("queue_length{x=} NaNaN\nhttp_requests_total 1\n").size());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "NaN|1:24: http_requests_total is NaN, which no counter can be",
        "+Inf|1:25: http_requests_total is Infinity, which no counter can be",
        "-1|1:23: http_requests_total is -1.0, which no counter can be",
        "1.0d|1:21: expected a number",
        "0x1p3|1:21: expected a number",
        "|1:21: expected a number",
        "1 2 3|1:25: unexpected text after the sample",
        "1 # 3|1:25: expected '{'",
      })
  void aValueThatNoCounterCanHaveSpoilsTheScrape(String value, String message) {
    assertEquals(message, problem("http_requests_total " + (value == null ? "" : value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{code",
        "{code=",
        "{code=\"200",
        "{code=\"200\\",
        "{code=\"2\\x\"} 1",
        "{code=\"200\" method=\"GET\"} 1",
        "{code=\"200\",code=\"500\"} 1",
        "{1code=\"200\"} 1",
        "{,} 1",
        "{}",
        "} 1",
      })
  void brokenLabelsSpoilTheScrape(String rest) {
    assertTrue(problem(METRIC + rest).startsWith("1:"), () -> problem(METRIC + rest));
  }

  @Test
  void typesThatClashSpoilTheScrape() {
    assertEquals(
        "1:1: http_requests_total is of type 'gauge', not a counter",
        problem("# TYPE http_requests_total gauge\nhttp_requests_total 1\n"));
    assertEquals(
        "2:1: http_requests has two types, untyped and counter",
        problem("# TYPE http_requests_total untyped\n# TYPE http_requests counter\n"));
    assertEquals(
        "1:1: http_requests is of type '', not a counter", problem("# TYPE http_requests\n"));
  }

  @Test
  void theSameSeriesTwiceSpoilsTheScrape() {
    String message =
        problem("http_requests_total{a=\"1\",b=\"2\"} 1\nhttp_requests_total{b=\"2\",a=\"1\"} 1\n");
    assertTrue(message.startsWith("2:") && message.endsWith("twice"), message);
  }

  @Test
  void allProblemsAreToldUpToALimit() {
    assertEquals(5, problem("http_requests_total x\n".repeat(100)).split("; ").length);
  }

  @Test
  void aHugeNumberOfSeriesIsRefused() {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index <= 20_000; index++) {
      text.append(METRIC).append("{user=\"").append(index).append("\"} 1\n");
    }
    assertTrue(problem(text.toString()).contains("more than 20000 series"));
  }

  @Test
  void noTextMakesItFailInAnyOtherWay() {
    Random random = new Random(20261123);
    String[] parts = {
      METRIC,
      "http_requests",
      "{",
      "}",
      "\"",
      "\\",
      "=",
      ",",
      " ",
      "\n",
      "\r",
      "# TYPE ",
      "# EOF",
      "counter",
      "gauge",
      "code",
      "200",
      "NaN",
      "+Inf",
      "1e999",
      "-0",
      "#",
      "\u0000",
      "é",
      "\t"
    };
    int read = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? METRIC : "");
      for (int count = random.nextInt(12); count > 0; count--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        for (Sample sample : read(text.toString())) {
          assertTrue(sample.value() >= 0 && Double.isFinite(sample.value()), text.toString());
          read++;
        }
      } catch (MalformedExpositionException refused) {
        assertTrue(String.valueOf(refused.getMessage()).matches("(?s)\\d+:\\d+: .+"));
      }
    }
    assertTrue(read > 100, "only " + read + " samples were read: the generator is too wild");
  }
}
