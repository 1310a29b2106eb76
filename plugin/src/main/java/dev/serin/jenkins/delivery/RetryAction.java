package dev.serin.jenkins.delivery;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;

/**
 * That a run builds one service of an earlier run again. Pipelines read it in their environment:
 * {@code SERIN_RETRY_SERVICE}, {@code SERIN_RETRY_COMMIT} and, separated by commas, the services
 * whose images the run starts with, {@code SERIN_RETRY_CARRIED}.
 */
final class RetryAction extends InvisibleAction
    implements EnvironmentContributingAction, Queue.QueueAction {

  private final String service;
  private final String commit;
  private final String carried;

  RetryAction(String service, String commit, List<String> carried) {
    this.service = service;
    this.commit = commit;
    this.carried = String.join(",", carried);
  }

  @Override
  public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
    environment.put("SERIN_RETRY_SERVICE", service);
    environment.put("SERIN_RETRY_COMMIT", commit);
    environment.put("SERIN_RETRY_CARRIED", carried);
  }

  /** Only the very same retry may take the place of this one in the queue. */
  @Override
  public boolean shouldSchedule(List<Action> actions) {
    return actions.stream()
        .noneMatch(
            action ->
                action instanceof RetryAction other
                    && other.service.equals(service)
                    && other.commit.equals(commit));
  }
}
