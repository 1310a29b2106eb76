package hudson.util;

public class ListBoxModel extends java.util.ArrayList<hudson.util.ListBoxModel.Option>
    implements org.kohsuke.stapler.HttpResponse {
  public ListBoxModel() {}

  public hudson.util.ListBoxModel add(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static final class Option {
    Option() {}
  }
}
