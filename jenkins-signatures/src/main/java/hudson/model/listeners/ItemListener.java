package hudson.model.listeners;

public class ItemListener implements hudson.ExtensionPoint {
  public ItemListener() {}

  public void onDeleted(hudson.model.Item arg0) {
    throw new UnsupportedOperationException();
  }

  public void onLocationChanged(
      hudson.model.Item arg0, java.lang.String arg1, java.lang.String arg2) {
    throw new UnsupportedOperationException();
  }
}
