package com.cloudbees.plugins.credentials;

public abstract class CredentialsProvider
    extends hudson.model.Descriptor<com.cloudbees.plugins.credentials.CredentialsProvider>
    implements hudson.ExtensionPoint,
        hudson.model.Describable<com.cloudbees.plugins.credentials.CredentialsProvider> {
  public static <C extends com.cloudbees.plugins.credentials.Credentials>
      java.util.List<C> lookupCredentials(
          java.lang.Class<C> arg0,
          hudson.model.ItemGroup arg1,
          org.acegisecurity.Authentication arg2,
          java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> arg3) {
    throw new UnsupportedOperationException();
  }

  public static <C extends com.cloudbees.plugins.credentials.Credentials> C track(
      hudson.model.Run arg0, C arg1) {
    throw new UnsupportedOperationException();
  }

  CredentialsProvider() {}

  public static <C extends com.cloudbees.plugins.credentials.common.IdCredentials>
      C findCredentialById(
          java.lang.String arg0,
          java.lang.Class<C> arg1,
          hudson.model.Run<?, ?> arg2,
          com.cloudbees.plugins.credentials.domains.DomainRequirement... arg3) {
    throw new UnsupportedOperationException();
  }
}
