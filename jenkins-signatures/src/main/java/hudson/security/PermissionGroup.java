package hudson.security;

public final class PermissionGroup {
  public PermissionGroup(java.lang.Class arg0, org.jvnet.localizer.Localizable arg1)
      throws java.lang.IllegalStateException {}
}
