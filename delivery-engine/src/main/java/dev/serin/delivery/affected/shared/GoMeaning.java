package dev.serin.delivery.affected.shared;

import dev.serin.delivery.catalog.project.go.GoFile;
import java.util.stream.Collectors;

/**
 * What Go's files of versions mean: comments, order and grouping do not count, nor does the list of
 * a workspace's modules, since each is found by what imports it.
 */
final class GoMeaning {
  private static final String SUM_OF_A_MODULE_FILE = "/go.mod";

  private GoMeaning() {}

  static String ofModule(String text) {
    return GoFile.parse(text).directives().stream()
        .filter(directive -> !directive.verb().equals("use"))
        .map(directive -> directive.verb() + " " + String.join(" ", directive.words()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Sums of {@code go.mod} files guard the choice of versions, but are part of no package. */
  static String ofSums(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(
            line ->
                line.split("\\s+").length < 2
                    || !line.split("\\s+")[1].endsWith(SUM_OF_A_MODULE_FILE))
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
