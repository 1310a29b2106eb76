package dev.serin.agent.exposition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one counter from a scrape in the Prometheus text format 0.0.4 or in OpenMetrics 1.0.
 *
 * <ol>
 *   <li>The text is read line by line. Lines of other metrics are told by their first characters
 *       and skipped, unread: what they hold is not this reader's business.
 *   <li>{@code # TYPE} lines of the counter's family (the name with and without {@code _total})
 *       must not contradict the wish for a counter, nor each other.
 *   <li>A sample is a name, labels, a value, and optionally a time and an exemplar, which are
 *       checked and dropped. A counter's value is a finite number, not negative; the same labels
 *       appear once.
 *   <li>Any problem spoils the whole scrape: a text that is half understood is no evidence. All
 *       problems are told at once, up to a limit, each as line:column.
 * </ol>
 *
 * Sources: prometheus.io/docs/instrumenting/exposition_formats, OpenMetrics 1.0.
 */
public final class Exposition {

  private static final int MAX_PROBLEMS = 5;
  private static final int MAX_SAMPLES = 20_000;
  private static final Set<String> COUNTERS = Set.of("counter", "untyped", "unknown");

  private final String metric;
  private final String family;
  private final List<String> problems = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Set<Map<String, String>> series = new HashSet<>();
  private String type = "";

  private Exposition(String metric) {
    this.metric = metric;
    this.family =
        metric.endsWith("_total")
            ? metric.substring(0, metric.length() - "_total".length())
            : metric;
  }

  /**
   * The samples of one counter.
   *
   * @param text the body of the scrape
   * @param metric the counter's name, as its samples carry it
   * @return one sample per combination of labels; empty if the text has none
   * @throws MalformedExpositionException if the text cannot be trusted
   */
  public static List<Sample> counter(String text, String metric)
      throws MalformedExpositionException {
    Exposition exposition = new Exposition(metric);
    int line = 1;
    for (int start = 0; start < text.length() && exposition.wantsMore(); line++) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
      exposition.line(text.substring(start, carriageReturn ? end - 1 : end).stripLeading(), line);
      start = end + 1;
    }
    if (!exposition.problems.isEmpty()) {
      throw new MalformedExpositionException(exposition.problems);
    }
    return List.copyOf(exposition.samples);
  }

  private boolean wantsMore() {
    return problems.size() < MAX_PROBLEMS;
  }

  private void line(String line, int number) {
    try {
      if (line.startsWith("# TYPE ")) {
        type(line, number);
      } else if (line.startsWith(metric) || line.startsWith("{")) {
        sample(line, number);
      }
    } catch (LineCursor.LineException problem) {
      problems.add(number + ":" + problem.getMessage());
    }
  }

  private void type(String line, int number) {
    String[] words = line.trim().split("\\s+");
    if (words.length < 3 || !(words[2].equals(metric) || words[2].equals(family))) {
      return;
    }
    String declared = words.length == 4 ? words[3] : "";
    if (!COUNTERS.contains(declared)) {
      problems.add(number + ":1: " + words[2] + " is of type '" + declared + "', not a counter");
    } else if (!type.isEmpty() && !type.equals(declared)) {
      problems.add(number + ":1: " + words[2] + " has two types, " + type + " and " + declared);
    }
    type = declared;
  }

  private void sample(String line, int number) throws LineCursor.LineException {
    LineCursor cursor = new LineCursor(line);
    String name = cursor.at('{') ? quotedName(cursor) : cursor.name();
    if (!name.equals(metric)) {
      return;
    }
    cursor.skipBlanks();
    boolean inBraces = line.startsWith("{") || cursor.skip('{');
    Map<String, String> labels = inBraces ? cursor.labels() : Map.of();
    cursor.skipBlanks();
    double value = cursor.number();
    rest(cursor);
    if (!Double.isFinite(value) || value < 0) {
      throw cursor.problem(metric + " is " + value + ", which no counter can be");
    }
    if (!series.add(labels)) {
      throw cursor.problem(metric + labels + " twice");
    }
    if (samples.size() == MAX_SAMPLES) {
      throw cursor.problem("more than " + MAX_SAMPLES + " series of " + metric);
    }
    samples.add(new Sample(labels, value, number));
  }

  /** The name as the first string in the braces, which is how names in UTF-8 are written. */
  private static String quotedName(LineCursor cursor) throws LineCursor.LineException {
    cursor.expect('{');
    cursor.skipBlanks();
    String name = cursor.quoted();
    cursor.separator();
    return name;
  }

  /** What may follow the value: a time, an exemplar. */
  private static void rest(LineCursor cursor) throws LineCursor.LineException {
    cursor.skipBlanks();
    if (!cursor.atEnd() && !cursor.at('#')) {
      cursor.number();
      cursor.skipBlanks();
    }
    if (cursor.skip('#')) {
      cursor.skipBlanks();
      cursor.expect('{');
      cursor.labels();
      cursor.skipBlanks();
      cursor.number();
      cursor.skipBlanks();
      if (!cursor.atEnd()) {
        cursor.number();
        cursor.skipBlanks();
      }
    }
    if (!cursor.atEnd()) {
      throw cursor.problem("unexpected text after the sample");
    }
  }
}
