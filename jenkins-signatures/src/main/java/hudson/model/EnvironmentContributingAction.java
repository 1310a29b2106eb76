package hudson.model;

public interface EnvironmentContributingAction extends hudson.model.Action {
  public default void buildEnvironment(hudson.model.Run<?, ?> arg0, hudson.EnvVars arg1) {
    throw new UnsupportedOperationException();
  }
}
