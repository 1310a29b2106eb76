package org.jenkinsci.plugins.workflow.steps.durable_task;

public abstract class DurableTaskStep extends org.jenkinsci.plugins.workflow.steps.Step {
  public void setReturnStdout(boolean arg0) {
    throw new UnsupportedOperationException();
  }

  public void setEncoding(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public void setLabel(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  DurableTaskStep() {}
}
