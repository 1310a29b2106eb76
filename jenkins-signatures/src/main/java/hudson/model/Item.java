package hudson.model;

public interface Item extends hudson.model.Saveable, hudson.security.AccessControlled {
  public static final hudson.security.Permission CONFIGURE = null;
  public static final hudson.security.Permission BUILD = null;
  public static final hudson.security.Permission READ = null;
  public static final hudson.security.Permission CANCEL = null;

  java.lang.String getFullName();
}
