package hudson.model;

public class Failure extends java.lang.RuntimeException
    implements org.kohsuke.stapler.HttpResponse {
  public Failure(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }
}
