package hudson.model;

public abstract class Descriptor<T extends hudson.model.Describable<T>>
    implements hudson.model.Saveable {
  protected Descriptor() {}

  public java.lang.String getDisplayName() {
    throw new UnsupportedOperationException();
  }

  public hudson.security.Permission getRequiredGlobalConfigPagePermission() {
    throw new UnsupportedOperationException();
  }

  public void save() {
    throw new UnsupportedOperationException();
  }

  public void load() {
    throw new UnsupportedOperationException();
  }
}
