package jenkins.model;

public abstract class GlobalConfiguration
    extends hudson.model.Descriptor<jenkins.model.GlobalConfiguration>
    implements hudson.ExtensionPoint, hudson.model.Describable<jenkins.model.GlobalConfiguration> {
  protected GlobalConfiguration() {}

  public final hudson.model.Descriptor<jenkins.model.GlobalConfiguration> getDescriptor() {
    throw new UnsupportedOperationException();
  }
}
