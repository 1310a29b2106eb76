package dev.serin.agent.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape in the text format says, read without the library that wrote it. */
@SuppressWarnings("deprecation")
final class Scraped {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  private record Line(String name, Map<String, String> labels, double value) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> types = new TreeMap<>();

  private Scraped(String text) {
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
          throw new AssertionError("not a sample: " + line);
        }
        lines.add(
            new Line(
                sample.group(1),
                labels(sample.group(2)),
                Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"))));
      }
    }
  }

  static Scraped of(PrometheusMeterRegistry registry) {
    return new Scraped(registry.scrape());
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return labels;
  }

  /** The type that is declared for a metric; "none" if none is. */
  String type(String metric) {
    return types.getOrDefault(metric, "none");
  }

  /** The names of the labels of a metric's series; empty if there is no series. */
  Set<String> labelNames(String series) {
    Set<String> names = new TreeSet<>();
    lines.stream()
        .filter(line -> line.name().equals(series))
        .forEach(line -> names.addAll(line.labels().keySet()));
    return names;
  }

  /** The value of the one series that has at least these labels; fails if there is not one. */
  double value(String series, Map<String, String> labels) {
    List<Line> found = find(series, labels);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " series of " + series + labels + ": " + found);
    }
    return found.get(0).value();
  }

  /** How many series there are with at least these labels. */
  int count(String series, Map<String, String> labels) {
    return find(series, labels).size();
  }

  /** How many series of any name have these labels. */
  long about(Map<String, String> labels) {
    return lines.stream()
        .filter(line -> line.labels().entrySet().containsAll(labels.entrySet()))
        .count();
  }

  private List<Line> find(String series, Map<String, String> labels) {
    return lines.stream()
        .filter(line -> line.name().equals(series))
        .filter(line -> line.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }
}
