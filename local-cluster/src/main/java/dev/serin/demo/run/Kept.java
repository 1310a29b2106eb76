package dev.serin.demo.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What there is to look at while everything is kept running. */
final class Kept {
  private Kept() {}

  /** The addresses, commands and folders, each on a line of its own to be copied. */
  static List<String> addresses(
      Stage stage, WorkFolder work, List<String> services, String namespace) {
    Path kubeconfig = stage.cluster().kubeconfig();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Everything keeps running until Ctrl-C.");
    lines.add("  services, through the gateway:");
    for (String service : services) {
      lines.add("    " + stage.cluster().gateway() + "/" + service);
    }
    lines.add("  rollouts, as the deploy agent sees them:");
    lines.add("    " + stage.agent().address().resolve("/api/v1/rollouts"));
    lines.add("  what is in the cluster:");
    lines.add("    export KUBECONFIG=" + kubeconfig);
    lines.add("    kubectl -n " + namespace + " get rollouts,httproutes,pods");
    lines.add("  repository, images, releases and logs:");
    lines.add("    " + work.path());
    return List.copyOf(lines);
  }
}
