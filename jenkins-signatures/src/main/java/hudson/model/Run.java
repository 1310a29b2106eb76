package hudson.model;

public abstract class Run<
        JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT>>
    extends hudson.model.Actionable
    implements hudson.ExtensionPoint,
        java.lang.Comparable<RunT>,
        hudson.security.AccessControlled,
        hudson.model.Saveable,
        hudson.model.ModelObject {
  public void addAction(hudson.model.Action arg0) {
    throw new UnsupportedOperationException();
  }

  public boolean isBuilding() {
    throw new UnsupportedOperationException();
  }

  public <T extends hudson.model.Cause> T getCause(java.lang.Class<T> arg0) {
    throw new UnsupportedOperationException();
  }

  public JobT getParent() {
    throw new UnsupportedOperationException();
  }

  public RunT getPreviousBuild() {
    throw new UnsupportedOperationException();
  }

  public hudson.model.Result getResult() {
    throw new UnsupportedOperationException();
  }

  public int getNumber() {
    throw new UnsupportedOperationException();
  }

  public void save() throws java.io.IOException {
    throw new UnsupportedOperationException();
  }

  Run() {}
}
