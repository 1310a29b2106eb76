package hudson.model;

public class CauseAction implements jenkins.model.RunAction2 {
  public CauseAction(hudson.model.Cause arg0) {
    throw new UnsupportedOperationException();
  }

  public java.lang.String getDisplayName() {
    throw new UnsupportedOperationException();
  }

  public java.lang.String getIconFileName() {
    throw new UnsupportedOperationException();
  }

  public java.lang.String getUrlName() {
    throw new UnsupportedOperationException();
  }

  public void onAttached(hudson.model.Run<?, ?> arg0) {
    throw new UnsupportedOperationException();
  }

  public void onLoad(hudson.model.Run<?, ?> arg0) {
    throw new UnsupportedOperationException();
  }
}
