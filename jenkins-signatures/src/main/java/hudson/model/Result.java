package hudson.model;

public final class Result implements java.io.Serializable {
  public static final hudson.model.Result UNSTABLE = null;
  public static final hudson.model.Result ABORTED = null;

  Result() {}
}
