package org.jenkinsci.plugins.workflow.steps;

public abstract class StepExecution implements java.io.Serializable {
  protected StepExecution(org.jenkinsci.plugins.workflow.steps.StepContext arg0) {}

  public org.jenkinsci.plugins.workflow.steps.StepContext getContext() {
    throw new UnsupportedOperationException();
  }

  public abstract boolean start() throws java.lang.Exception;

  public void stop(java.lang.Throwable arg0) throws java.lang.Exception {
    throw new UnsupportedOperationException();
  }

  public void onResume() {
    throw new UnsupportedOperationException();
  }

  public java.lang.String getStatus() {
    throw new UnsupportedOperationException();
  }

  public static <T extends org.jenkinsci.plugins.workflow.steps.StepExecution>
      com.google.common.util.concurrent.ListenableFuture<?> applyAll(
          java.lang.Class<T> arg0, com.google.common.base.Function<T, java.lang.Void> arg1) {
    throw new UnsupportedOperationException();
  }
}
