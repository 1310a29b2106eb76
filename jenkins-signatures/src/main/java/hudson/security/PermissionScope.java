package hudson.security;

public final class PermissionScope {
  public static final hudson.security.PermissionScope JENKINS = null;
  public static final hudson.security.PermissionScope ITEM = null;

  PermissionScope() {}
}
