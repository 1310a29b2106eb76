package hudson;

public class AbortException extends java.io.IOException {
  public AbortException(java.lang.String arg0) {}
}
