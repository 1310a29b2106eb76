package hudson.model;

public abstract class AbstractDescribableImpl<T extends hudson.model.AbstractDescribableImpl<T>>
    implements hudson.model.Describable<T> {
  public AbstractDescribableImpl() {}

  public hudson.model.Descriptor<T> getDescriptor() {
    throw new UnsupportedOperationException();
  }
}
