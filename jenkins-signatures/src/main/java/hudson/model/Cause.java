package hudson.model;

public abstract class Cause {
  Cause() {}

  public static class UserIdCause extends hudson.model.Cause {
    public java.lang.String getUserId() {
      throw new UnsupportedOperationException();
    }

    UserIdCause() {}
  }
}
