package org.jenkinsci.plugins.workflow.steps;

public final class FlowInterruptedException extends java.lang.InterruptedException {
  public FlowInterruptedException(
      hudson.model.Result arg0, boolean arg1, jenkins.model.CauseOfInterruption... arg2) {}
}
