package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.SerinPermissions;
import dev.serin.jenkins.config.SerinConfiguration;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.jspecify.annotations.Nullable;

/** The page Services × environments of a job: what was let into which environment, and when. */
public final class EnvironmentsAction implements Action {

  private final Job<?, ?> job;

  private EnvironmentsAction(Job<?, ?> job) {
    this.job = job;
  }

  /** The job. */
  public Job<?, ?> getJob() {
    return job;
  }

  /** The environments' names, in order. */
  public List<String> getEnvironments() {
    return SerinConfiguration.get().environmentNames();
  }

  /** A row for each service. */
  public List<EnvironmentMatrix.Row> getRows() {
    job.checkPermission(SerinPermissions.VIEW);
    return EnvironmentMatrix.of(
            Promotions.approvals().all().stream()
                .filter(promotion -> promotion.job().equals(job.getFullName()))
                .toList(),
            getEnvironments())
        .rows();
  }

  @Override
  public @Nullable String getIconFileName() {
    return job.hasPermission(SerinPermissions.VIEW) ? "symbol-server" : null;
  }

  @Override
  public String getDisplayName() {
    return Messages.EnvironmentsAction_DisplayName();
  }

  @Override
  public String getUrlName() {
    return "environments";
  }

  /** Adds the page to jobs that have promoted something. */
  @Extension
  @SuppressWarnings("rawtypes")
  public static final class Factory extends TransientActionFactory<Job> {

    /** Called by Jenkins. */
    public Factory() {}

    @Override
    public Class<Job> type() {
      return Job.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job job) {
      String name = job.getFullName();
      boolean any =
          Promotions.approvals().all().stream().anyMatch(promotion -> promotion.job().equals(name));
      return any ? List.of(new EnvironmentsAction(job)) : List.of();
    }
  }
}
