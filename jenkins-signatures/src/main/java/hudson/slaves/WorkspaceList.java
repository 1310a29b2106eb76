package hudson.slaves;

public final class WorkspaceList {
  public static hudson.FilePath tempDir(hudson.FilePath arg0) {
    throw new UnsupportedOperationException();
  }

  WorkspaceList() {}
}
