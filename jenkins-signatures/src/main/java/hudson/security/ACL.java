package hudson.security;

public abstract class ACL {
  public static final org.acegisecurity.Authentication SYSTEM = null;

  ACL() {}
}
