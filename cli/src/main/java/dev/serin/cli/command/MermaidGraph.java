package dev.serin.cli.command;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A catalogue as a Mermaid flowchart: an arrow leads from a component to what it needs. */
final class MermaidGraph {
  private MermaidGraph() {}

  static List<String> lines(Catalog catalog) {
    List<String> lines = new ArrayList<>(List.of("flowchart LR"));
    Map<String, String> ids = new HashMap<>();
    for (Component component : catalog.components()) {
      String id = "c" + ids.size();
      ids.put(component.path(), id);
      String label = '"' + escaped(component.name()) + '"';
      lines.add("  " + id + (component.isService() ? "(" + label + ")" : "[" + label + "]"));
    }
    for (Component component : catalog.components()) {
      for (Dependency dependency : component.dependencies()) {
        lines.add("  " + ids.get(component.path()) + " --> " + ids.get(dependency.path()));
      }
    }
    return lines;
  }

  /** Mermaid reads some characters of a label as its own; entities stand for them. */
  private static String escaped(String text) {
    return Printable.line(text)
        .replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
