package hudson;

public abstract class Launcher {
  public final hudson.Launcher.ProcStarter launch() {
    throw new UnsupportedOperationException();
  }

  public boolean isUnix() {
    throw new UnsupportedOperationException();
  }

  Launcher() {}

  public static final class ProcStarter {
    public hudson.Launcher.ProcStarter cmds(java.lang.String... arg0) {
      throw new UnsupportedOperationException();
    }

    public hudson.Launcher.ProcStarter quiet(boolean arg0) {
      throw new UnsupportedOperationException();
    }

    public int join() throws java.io.IOException, java.lang.InterruptedException {
      throw new UnsupportedOperationException();
    }

    ProcStarter() {}
  }
}
