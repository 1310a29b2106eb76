package hudson.model;

public final class Result implements java.io.Serializable {
  public static final hudson.model.Result UNSTABLE = null;
  public static final hudson.model.Result ABORTED = null;

  public boolean isBetterOrEqualTo(hudson.model.Result arg0) {
    throw new UnsupportedOperationException();
  }

  Result() {}
}
