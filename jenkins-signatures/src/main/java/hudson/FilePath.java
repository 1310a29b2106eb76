package hudson;

public final class FilePath {
  public java.lang.String getRemote() {
    throw new UnsupportedOperationException();
  }

  public void copyFrom(java.net.URL arg0)
      throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public <V, E extends java.lang.Throwable> V act(hudson.remoting.Callable<V, E> arg0)
      throws java.io.IOException, java.lang.InterruptedException, E {
    throw new UnsupportedOperationException();
  }

  public void mkdirs() throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void deleteRecursive() throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public hudson.FilePath child(java.lang.String arg0) {
    throw new UnsupportedOperationException();
  }

  public hudson.FilePath createTempFile(java.lang.String arg0, java.lang.String arg1)
      throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public boolean delete() throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public boolean exists() throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void chmod(int arg0) throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public java.lang.String readToString()
      throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void write(java.lang.String arg0, java.lang.String arg1)
      throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void renameTo(hudson.FilePath arg0)
      throws java.io.IOException, java.lang.InterruptedException {
    throw new UnsupportedOperationException();
  }

  FilePath() {}
}
