package org.jenkinsci.plugins.workflow.steps;

public abstract class Step
    extends hudson.model.AbstractDescribableImpl<org.jenkinsci.plugins.workflow.steps.Step>
    implements hudson.ExtensionPoint {
  public Step() {}

  public abstract org.jenkinsci.plugins.workflow.steps.StepExecution start(
      org.jenkinsci.plugins.workflow.steps.StepContext arg0) throws java.lang.Exception;
}
