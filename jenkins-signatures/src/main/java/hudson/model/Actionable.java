package hudson.model;

public abstract class Actionable implements hudson.model.ModelObject {
  public <T extends hudson.model.Action> T getAction(java.lang.Class<T> arg0) {
    throw new UnsupportedOperationException();
  }

  Actionable() {}
}
