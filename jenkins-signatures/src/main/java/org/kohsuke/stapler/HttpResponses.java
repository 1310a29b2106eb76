package org.kohsuke.stapler;

public class HttpResponses {
  public static org.kohsuke.stapler.HttpResponses.HttpResponseException notFound() {
    throw new UnsupportedOperationException();
  }

  public static org.kohsuke.stapler.HttpResponses.HttpResponseException error(
      int arg0, java.lang.String arg1) {
    throw new UnsupportedOperationException();
  }

  public static org.kohsuke.stapler.HttpRedirect redirectTo(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  HttpResponses() {}

  public abstract static class HttpResponseException extends java.lang.RuntimeException
      implements org.kohsuke.stapler.HttpResponse {
    HttpResponseException() {}
  }
}
