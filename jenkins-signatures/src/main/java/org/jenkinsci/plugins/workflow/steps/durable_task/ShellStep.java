package org.jenkinsci.plugins.workflow.steps.durable_task;

public final class ShellStep
    extends org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep {
  public ShellStep(java.lang.String arg0) {}

  public org.jenkinsci.plugins.workflow.steps.StepExecution start(
      org.jenkinsci.plugins.workflow.steps.StepContext arg0) throws java.lang.Exception {
    throw new UnsupportedOperationException();
  }
}
