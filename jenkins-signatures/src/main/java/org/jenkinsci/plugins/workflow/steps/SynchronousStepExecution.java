package org.jenkinsci.plugins.workflow.steps;

public abstract class SynchronousStepExecution<T>
    extends org.jenkinsci.plugins.workflow.steps.StepExecution {
  protected SynchronousStepExecution(org.jenkinsci.plugins.workflow.steps.StepContext arg0) {
    super(arg0);
  }

  protected abstract T run() throws java.lang.Exception;

  public final boolean start() throws java.lang.Exception {
    throw new UnsupportedOperationException();
  }
}
