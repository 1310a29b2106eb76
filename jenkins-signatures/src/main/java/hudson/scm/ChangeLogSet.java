package hudson.scm;

public abstract class ChangeLogSet<T extends hudson.scm.ChangeLogSet.Entry>
    implements java.lang.Iterable<T> {
  ChangeLogSet() {}

  public abstract static class Entry {
    public java.lang.String getCommitId() {
      throw new UnsupportedOperationException();
    }

    public abstract java.lang.String getMsg();

    public abstract hudson.model.User getAuthor();

    Entry() {}
  }
}
