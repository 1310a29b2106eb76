package dev.serin.cli.command;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as a comment for a change request: GitHub's Markdown, which GitLab and Gitea read too. */
final class PlanMarkdown {
  private PlanMarkdown() {}

  static List<String> lines(Plan plan, boolean explain) {
    List<String> lines = new ArrayList<>();
    lines.add("**" + escaped(PlanReport.headline(plan)) + "**");
    if (!plan.affected().isEmpty()) {
      lines.addAll(List.of("", "| service | why |", "| --- | --- |"));
      plan.affected()
          .forEach(each -> lines.add("| " + service(each) + " | " + why(each, explain) + " |"));
    }
    if (!plan.removed().isEmpty()) {
      String removed =
          plan.removed().stream()
              .map(each -> code(each.name()) + " (was " + code(each.path()) + ")")
              .collect(Collectors.joining(", "));
      lines.addAll(List.of("", "Removed: " + removed));
    }
    if (explain && !plan.unaffected().isEmpty()) {
      String others =
          plan.unaffected().stream().map(Component::name).collect(Collectors.joining(", "));
      lines.addAll(
          List.of(
              "",
              "<details><summary>" + plan.unaffected().size() + " not affected</summary>",
              "",
              escaped(others),
              "",
              "</details>"));
    }
    return lines;
  }

  private static String service(Affected affected) {
    return code(affected.service().name()) + " " + escaped("(" + affected.service().path() + ")");
  }

  private static String why(Affected affected, boolean explain) {
    return explain
        ? affected.reasons().stream()
            .map(Reason::detail)
            .map(PlanMarkdown::escaped)
            .collect(Collectors.joining("<br>"))
        : escaped(PlanReport.first(affected));
  }

  private static String code(String text) {
    return "`" + Printable.line(text).replace("`", "'").replace("|", "\\|") + "`";
  }

  /** Names come from anybody: nothing in them becomes a link, a mention, HTML or a new cell. */
  private static String escaped(String text) {
    return Printable.line(text)
        .replaceAll("([\\\\`*_{}\\[\\]|~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
