package org.jenkinsci.plugins.workflow.steps;

public abstract class StepContext
    implements com.google.common.util.concurrent.FutureCallback<java.lang.Object>,
        java.io.Serializable {
  public StepContext() {}

  public abstract <T> T get(java.lang.Class<T> arg0)
      throws java.io.IOException, java.lang.InterruptedException;

  public abstract void onSuccess(java.lang.Object arg0);

  public abstract boolean isReady();

  public abstract com.google.common.util.concurrent.ListenableFuture<java.lang.Void> saveState();

  public abstract void setResult(hudson.model.Result arg0);

  public abstract org.jenkinsci.plugins.workflow.steps.BodyInvoker newBodyInvoker()
      throws java.lang.IllegalStateException;

  public abstract boolean equals(java.lang.Object arg0);

  public abstract int hashCode();
}
