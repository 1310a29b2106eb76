package hudson.model;

public abstract class Cause {
  Cause() {}

  public static class UserIdCause extends hudson.model.Cause {
    public UserIdCause() {}

    public java.lang.String getUserId() {
      throw new UnsupportedOperationException();
    }
  }
}
