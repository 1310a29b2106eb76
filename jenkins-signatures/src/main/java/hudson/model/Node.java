package hudson.model;

public abstract class Node
    implements hudson.model.Describable<hudson.model.Node>,
        hudson.ExtensionPoint,
        hudson.security.AccessControlled,
        hudson.model.Saveable {
  public java.lang.String getDisplayName() {
    throw new UnsupportedOperationException();
  }

  public abstract java.lang.String getNodeName();

  public abstract hudson.FilePath getRootPath();

  public abstract hudson.model.Node.Mode getMode();

  public enum Mode {
    NORMAL,
    EXCLUSIVE
  }

  Node() {}
}
