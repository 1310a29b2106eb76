package hudson.model;

public abstract class AbstractItem extends hudson.model.Actionable
    implements hudson.model.Item, hudson.security.AccessControlled, hudson.model.ModelObject {
  public final java.lang.String getFullName() {
    throw new UnsupportedOperationException();
  }

  AbstractItem() {}
}
