package jenkins.model;

public class Jenkins
    implements hudson.model.ItemGroup<hudson.model.TopLevelItem>, hudson.security.AccessControlled {
  public static final hudson.security.Permission ADMINISTER = null;
  public static final hudson.security.Permission READ = null;
  public final hudson.model.Hudson.CloudList clouds = null;

  public static jenkins.model.Jenkins get() throws java.lang.IllegalStateException {
    throw new UnsupportedOperationException();
  }

  public hudson.PluginManager getPluginManager() {
    throw new UnsupportedOperationException();
  }

  public java.io.File getRootDir() {
    throw new UnsupportedOperationException();
  }

  public <T extends hudson.model.Item> T getItemByFullName(
      java.lang.String arg0, java.lang.Class<T> arg1) {
    throw new UnsupportedOperationException();
  }

  public void save() throws java.io.IOException {}

  public java.lang.String getDisplayName() {
    return null;
  }

  public hudson.model.Label getLabel(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public hudson.model.Computer[] getComputers() {
    throw new UnsupportedOperationException();
  }

  public static class CloudList
      extends hudson.util.DescribableList<
          hudson.slaves.Cloud, hudson.model.Descriptor<hudson.slaves.Cloud>> {
    public CloudList() {}
  }

  Jenkins() {}
}
