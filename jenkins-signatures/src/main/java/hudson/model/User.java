package hudson.model;

public class User implements hudson.model.ModelObject {
  public java.lang.String getId() {
    throw new UnsupportedOperationException();
  }

  public static hudson.model.User current() {
    throw new UnsupportedOperationException();
  }

  public java.util.List<java.lang.String> getAuthorities() {
    throw new UnsupportedOperationException();
  }

  User() {}

  public java.lang.String getDisplayName() {
    throw new UnsupportedOperationException();
  }
}
