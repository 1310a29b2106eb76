package hudson.util;

public abstract class FormValidation extends java.io.IOException
    implements org.kohsuke.stapler.HttpResponse {
  public static hudson.util.FormValidation error(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static hudson.util.FormValidation ok(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static hudson.util.FormValidation ok() {
    throw new UnsupportedOperationException();
  }

  public static hudson.util.FormValidation validateNonNegativeInteger(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static hudson.util.FormValidation validatePositiveInteger(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public static hudson.util.FormValidation validateRequired(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  FormValidation() {}
}
