package dev.serin.simulator.judge;

import dev.serin.rollout.judge.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests and failures of both versions in intervals, as CSV: {@code
 * time,version,requests,errors}.
 *
 * @param intervals in the order of the file
 */
record Recording(List<Interval> intervals) {
  private static final List<String> HEADER = List.of("time", "version", "requests", "errors");
  private static final Set<String> VERSIONS = Set.of("canary", "stable");
  private static final int MOST_PROBLEMS = 10;

  /** Both versions in the same interval; a version without a row had no requests. */
  record Interval(String time, Counts canary, Counts stable) {}

  /** A file that cannot be read, with all that is wrong. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  /**
   * Reads CSV.
   *
   * @param name of the file, for messages
   * @throws MalformedException with each problem as file:line: problem
   */
  static Recording parse(String name, List<String> lines) throws MalformedException {
    List<String> problems = new ArrayList<>();
    Map<String, Map<String, Counts>> rows = new LinkedHashMap<>();
    if (lines.isEmpty() || !HEADER.equals(List.of(lines.get(0).trim().split("\\s*,\\s*")))) {
      problems.add(name + ":1: expected the header " + String.join(",", HEADER));
    }
    for (int i = 1; i < lines.size() && problems.size() < MOST_PROBLEMS; i++) {
      String problem = lines.get(i).isBlank() ? "" : add(lines.get(i), rows);
      if (!problem.isEmpty()) {
        problems.add("%s:%d: %s".formatted(name, i + 1, problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new MalformedException(problems);
    }
    return new Recording(
        rows.entrySet().stream()
            .map(
                row ->
                    new Interval(
                        row.getKey(),
                        row.getValue().getOrDefault("canary", Counts.NONE),
                        row.getValue().getOrDefault("stable", Counts.NONE)))
            .toList());
  }

  private static String add(String line, Map<String, Map<String, Counts>> rows) {
    String[] cells = line.trim().split("\\s*,\\s*", -1);
    if (cells.length != HEADER.size()) {
      return "expected %d cells, found %d".formatted(HEADER.size(), cells.length);
    }
    if (!VERSIONS.contains(cells[1])) {
      return "version '" + cells[1] + "' is neither canary nor stable";
    }
    if (!cells[2].matches("\\d{1,15}") || !cells[3].matches("\\d{1,15}")) {
      return "requests and errors are whole numbers";
    }
    long requests = Long.parseLong(cells[2]);
    long errors = Long.parseLong(cells[3]);
    if (errors > requests) {
      return "more errors than requests";
    }
    boolean twice =
        rows.computeIfAbsent(cells[0], time -> new LinkedHashMap<>())
                .put(cells[1], new Counts(requests, errors))
            != null;
    return twice ? cells[1] + " twice at " + cells[0] : "";
  }
}
