package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serin.delivery.problem.Problems;

/** Notes where a build file is not what its name says. */
final class SyntaxProblems {
  private SyntaxProblems() {}

  /** Notes a parser's complaint with its place; line and column are 0 when it knows none. */
  static void add(Problems problems, String path, String language, JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    problems.add(
        path,
        place == null ? 0 : Math.max(place.getLineNr(), 0),
        place == null ? 0 : Math.max(place.getColumnNr(), 0),
        "is not valid " + language + ": " + e.getOriginalMessage());
  }
}
