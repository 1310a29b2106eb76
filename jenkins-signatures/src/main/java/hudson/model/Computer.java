package hudson.model;

public abstract class Computer extends hudson.model.Actionable
    implements hudson.security.AccessControlled, hudson.ExtensionPoint, hudson.model.ModelObject {
  public static final java.util.concurrent.ExecutorService threadPoolForRemoting = null;

  public hudson.model.Node getNode() {
    throw new UnsupportedOperationException();
  }

  public final boolean isOnline() {
    throw new UnsupportedOperationException();
  }

  public final int countExecutors() {
    throw new UnsupportedOperationException();
  }

  Computer() {}
}
