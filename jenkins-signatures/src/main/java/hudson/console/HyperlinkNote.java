package hudson.console;

public class HyperlinkNote {
  public static java.lang.String encodeTo(java.lang.String arg0, java.lang.String arg1) {
    throw new UnsupportedOperationException();
  }

  HyperlinkNote() {}
}
