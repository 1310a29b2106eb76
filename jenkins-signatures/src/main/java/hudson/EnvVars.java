package hudson;

public class EnvVars extends java.util.TreeMap<java.lang.String, java.lang.String> {
  public EnvVars(hudson.EnvVars arg0) {}

  public java.lang.String get(java.lang.String arg0, java.lang.String arg1) {
    throw new UnsupportedOperationException();
  }

  public java.lang.String put(java.lang.String arg0, java.lang.String arg1) {
    throw new UnsupportedOperationException();
  }
}
