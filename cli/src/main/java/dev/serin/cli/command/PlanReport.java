package dev.serin.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.Json;
import dev.serin.cli.output.Table;
import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Reason;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as text and as JSON. */
final class PlanReport {
  private PlanReport() {}

  /** Returns a line for the range and one or more for each affected service. */
  static List<String> lines(Plan plan, boolean explain, Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.bold(headline(plan)));
    if (explain) {
      for (Affected affected : plan.affected()) {
        lines.add("");
        lines.add(
            affected.service().name()
                + " ("
                + Printable.line(affected.service().path())
                + ", "
                + affected.service().toolchain()
                + ")");
        affected.reasons().forEach(reason -> lines.add("  - " + Printable.line(reason.detail())));
        lines.add("  input hash " + affected.inputHash());
      }
      if (!plan.unaffected().isEmpty()) {
        lines.add("");
        lines.add(
            "not affected: "
                + plan.unaffected().stream()
                    .map(Component::name)
                    .collect(Collectors.joining(", ")));
      }
    } else {
      Table table = new Table();
      plan.affected().forEach(each -> table.row("  " + each.service().name(), first(each)));
      lines.addAll(table.lines());
    }
    plan.removed()
        .forEach(
            removed ->
                lines.add(
                    "removed: "
                        + removed.name()
                        + " (was "
                        + Printable.line(removed.path())
                        + ")"));
    return lines;
  }

  static String headline(Plan plan) {
    int total = plan.affected().size() + plan.unaffected().size();
    String range =
        plan.base().map(base -> base.shortId() + "..").orElse("") + plan.head().shortId();
    return plan.repository()
        + " "
        + range
        + ": "
        + plan.affected().size()
        + " of "
        + total
        + (total == 1 ? " service" : " services")
        + " affected";
  }

  static String first(Affected affected) {
    List<Reason> reasons = affected.reasons();
    String more =
        reasons.size() > 1
            ? "; and " + (reasons.size() - 1) + " more reason" + (reasons.size() > 2 ? "s" : "")
            : "";
    return reasons.get(0).detail() + more;
  }

  /** Returns the published form. */
  static ObjectNode document(Plan plan) {
    ObjectNode document = Json.document("Plan");
    document.put("repository", plan.repository());
    document.put("base", plan.base().map(Commit::id).orElse(null));
    document.put("head", plan.head().id());
    ArrayNode affected = document.putArray("affected");
    for (Affected each : plan.affected()) {
      ObjectNode node = affected.addObject();
      node.put("service", each.service().name())
          .put("path", each.service().path())
          .put("toolchain", each.service().toolchain())
          .put("inputHash", each.inputHash());
      ArrayNode reasons = node.putArray("reasons");
      each.reasons()
          .forEach(
              reason ->
                  reasons
                      .addObject()
                      .put("kind", reason.kind().word())
                      .put("detail", reason.detail()));
    }
    ArrayNode unaffected = document.putArray("unaffected");
    plan.unaffected().forEach(service -> unaffected.add(service.name()));
    ArrayNode removed = document.putArray("removed");
    plan.removed()
        .forEach(each -> removed.addObject().put("name", each.name()).put("path", each.path()));
    Json.addNotes(document, plan.notes());
    return document;
  }
}
