package org.kohsuke.stapler;

public final class HttpRedirect extends java.lang.RuntimeException
    implements org.kohsuke.stapler.HttpResponse {
  HttpRedirect() {}
}
