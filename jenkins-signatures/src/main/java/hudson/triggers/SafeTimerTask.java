package hudson.triggers;

public abstract class SafeTimerTask extends java.util.TimerTask {
  protected abstract void doRun() throws java.lang.Exception;

  public SafeTimerTask() {}

  public final void run() {
    throw new UnsupportedOperationException();
  }
}
