package jenkins.model;

public abstract class ParameterizedJobMixIn {
  ParameterizedJobMixIn() {}

  public static hudson.model.Queue.Item scheduleBuild2(
      hudson.model.Job<?, ?> arg0, int arg1, hudson.model.Action... arg2) {
    throw new UnsupportedOperationException();
  }
}
