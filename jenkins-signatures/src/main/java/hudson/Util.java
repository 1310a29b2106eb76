package hudson;

public class Util {
  public static java.lang.String rawEncode(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static java.lang.String fixNull(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static java.lang.String fixEmptyAndTrim(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  Util() {}
}
