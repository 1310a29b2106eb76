package dev.serin.jenkins.step;

import dev.serin.jenkins.Messages;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code serinExecutors}: how many builds agents with a label can run at once. A pipeline that asks
 * for more agents than there are does not come back from a restart of Jenkins: what waits for an
 * agent may get that of what was running, and both wait for each other.
 */
public final class ExecutorsStep extends Step {

  private @Nullable String label;

  /** Called by the pipeline. */
  @DataBoundConstructor
  public ExecutorsStep() {}

  /** Which agents; those that run anything when left out. */
  public @Nullable String getLabel() {
    return label;
  }

  /** See {@link #getLabel()}. */
  @DataBoundSetter
  public void setLabel(@Nullable String label) {
    this.label = Util.fixEmptyAndTrim(label);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new Execution(context, Util.fixNull(label));
  }

  private static final class Execution extends SynchronousStepExecution<Integer> {
    private static final long serialVersionUID = 1;

    private final String label;

    Execution(StepContext context, String label) {
      super(context);
      this.label = label;
    }

    @Override
    protected Integer run() {
      return Executors.of(Jenkins.get(), label);
    }
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends StepDescriptor {

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
      return Set.of(Run.class, TaskListener.class);
    }

    @Override
    public String getFunctionName() {
      return "serinExecutors";
    }

    @Override
    public String getDisplayName() {
      return Messages.ExecutorsStep_DisplayName();
    }
  }
}
