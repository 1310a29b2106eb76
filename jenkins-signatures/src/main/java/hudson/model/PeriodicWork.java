package hudson.model;

public abstract class PeriodicWork extends hudson.triggers.SafeTimerTask
    implements hudson.ExtensionPoint {
  public abstract long getRecurrencePeriod();

  PeriodicWork() {}
}
