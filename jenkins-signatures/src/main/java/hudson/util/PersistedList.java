package hudson.util;

public class PersistedList<T> {
  protected PersistedList() {}

  public boolean isEmpty() {
    throw new UnsupportedOperationException();
  }
}
