package hudson.security;

public interface AccessControlled {
  default void checkPermission(hudson.security.Permission arg0) {
    throw new UnsupportedOperationException();
  }

  default boolean hasPermission(hudson.security.Permission arg0) {
    throw new UnsupportedOperationException();
  }
}
