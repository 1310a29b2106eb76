package com.cloudbees.plugins.credentials.common;

public class StandardListBoxModel
    extends com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<
        com.cloudbees.plugins.credentials.common.StandardListBoxModel,
        com.cloudbees.plugins.credentials.common.StandardCredentials> {
  public StandardListBoxModel() {}
}
