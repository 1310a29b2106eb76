package dev.serin.jenkins.step;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Counts executors. */
final class Executors {

  private Executors() {}

  /**
   * How many there are now.
   *
   * @param expression a label expression; empty for agents that run anything
   * @return 0 when it cannot be said: no agent is there, or a cloud may start more
   */
  static int of(Jenkins jenkins, String expression) {
    @Nullable Label label = expression.isEmpty() ? null : jenkins.getLabel(expression);
    if (label != null) {
      return label.getClouds().isEmpty() ? label.getTotalExecutors() : 0;
    }
    if (!jenkins.clouds.isEmpty()) {
      return 0;
    }
    int count = 0;
    for (Computer computer : jenkins.getComputers()) {
      @Nullable Node node = computer.getNode();
      if (node != null && node.getMode() == Node.Mode.NORMAL && computer.isOnline()) {
        count += computer.countExecutors();
      }
    }
    return count;
  }
}
