package hudson.model;

public abstract class Label extends hudson.model.Actionable implements hudson.model.ModelObject {
  Label() {}

  public java.util.Set<hudson.slaves.Cloud> getClouds() {
    throw new UnsupportedOperationException();
  }

  public int getTotalExecutors() {
    throw new UnsupportedOperationException();
  }
}
