package hudson.security;

public final class Permission {
  public Permission(
      hudson.security.PermissionGroup arg0,
      java.lang.String arg1,
      org.jvnet.localizer.Localizable arg2,
      hudson.security.Permission arg3,
      boolean arg4,
      hudson.security.PermissionScope[] arg5)
      throws java.lang.IllegalStateException {}
}
