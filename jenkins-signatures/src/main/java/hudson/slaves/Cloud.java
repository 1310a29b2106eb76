package hudson.slaves;

public abstract class Cloud implements hudson.model.Describable<hudson.slaves.Cloud> {
  Cloud() {}
}
