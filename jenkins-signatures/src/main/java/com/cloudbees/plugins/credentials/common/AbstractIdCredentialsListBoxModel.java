package com.cloudbees.plugins.credentials.common;

public abstract class AbstractIdCredentialsListBoxModel<
        T extends com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C>,
        C extends com.cloudbees.plugins.credentials.common.IdCredentials>
    extends hudson.util.ListBoxModel {
  public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C>
      includeEmptyValue() {
    throw new UnsupportedOperationException();
  }

  public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeAs(
      org.acegisecurity.Authentication arg0,
      hudson.model.Item arg1,
      java.lang.Class<? extends C> arg2) {
    throw new UnsupportedOperationException();
  }

  public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeAs(
      org.acegisecurity.Authentication arg0,
      hudson.model.ItemGroup arg1,
      java.lang.Class<? extends C> arg2) {
    throw new UnsupportedOperationException();
  }

  public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C>
      includeCurrentValue(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  AbstractIdCredentialsListBoxModel() {}
}
