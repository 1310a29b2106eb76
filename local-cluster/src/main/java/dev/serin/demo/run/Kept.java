package dev.serin.demo.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What there is to look at while everything is kept running. */
final class Kept {
  private Kept() {}

  /** The addresses and folders, one a line. */
  static List<String> addresses(
      Stage stage, WorkFolder work, List<String> services, String namespace) {
    Path kubeconfig = stage.cluster().kubeconfig();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Everything keeps running until Ctrl-C.");
    for (String service : services) {
      lines.add("  gateway       " + stage.cluster().gateway() + "/" + service);
    }
    lines.add("  deploy agent  " + stage.agent().address());
    lines.add("  Kubernetes    " + stage.cluster().api() + "  (kubeconfig " + kubeconfig + ")");
    lines.add(
        "                kubectl --kubeconfig "
            + kubeconfig
            + " -n "
            + namespace
            + " get rollouts,httproutes,pods");
    lines.add("  everything    " + work.path() + "  (repository, images, releases, logs)");
    return List.copyOf(lines);
  }
}
