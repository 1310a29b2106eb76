package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
  public static com.cloudbees.plugins.credentials.CredentialsMatcher withId(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static <C extends com.cloudbees.plugins.credentials.Credentials> C firstOrNull(
      java.lang.Iterable<C> arg0, com.cloudbees.plugins.credentials.CredentialsMatcher arg1) {
    throw new UnsupportedOperationException();
  }

  CredentialsMatchers() {}
}
