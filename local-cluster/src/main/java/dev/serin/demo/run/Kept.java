package dev.serin.demo.run;

import java.util.ArrayList;
import java.util.List;

/** What there is to look at while everything is kept running. */
final class Kept {
  private Kept() {}

  /** The addresses, commands and folders, each on a line of its own to be copied. */
  static List<String> addresses(Stage stage, WorkFolder work, List<String> services) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Everything keeps running until Ctrl-C.");
    lines.add("  services, through the gateway:");
    for (String service : services) {
      lines.add("    " + stage.place().gateway() + "/" + service);
    }
    lines.addAll(stage.place().toLookAt());
    lines.add("  repository, images, releases and logs:");
    lines.add("    " + work.path());
    return List.copyOf(lines);
  }
}
