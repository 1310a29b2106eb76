package com.cloudbees.plugins.credentials;

public interface Credentials
    extends hudson.model.Describable<com.cloudbees.plugins.credentials.Credentials>,
        java.io.Serializable,
        hudson.ExtensionPoint {}
