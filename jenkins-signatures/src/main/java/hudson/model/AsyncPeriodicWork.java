package hudson.model;

public abstract class AsyncPeriodicWork extends hudson.model.PeriodicWork {
  protected AsyncPeriodicWork(java.lang.String arg0) {}

  protected abstract void execute(hudson.model.TaskListener arg0)
      throws java.io.IOException, java.lang.InterruptedException;

  public final void doRun() {
    throw new UnsupportedOperationException();
  }
}
