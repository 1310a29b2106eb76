package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.config.EnvironmentPolicy;
import dev.serin.jenkins.config.SerinConfiguration;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code serinPromote}: asks for what the run has released to go into an environment, and waits
 * until that is decided. Needs no agent.
 */
public final class PromoteStep extends Step {

  private final String to;
  private @Nullable String services;

  /**
   * Called by the pipeline.
   *
   * @param to name of the environment
   */
  @DataBoundConstructor
  public PromoteStep(String to) {
    this.to = Util.fixNull(to).trim();
  }

  /** Name of the environment. */
  public String getTo() {
    return to;
  }

  /** Names of services, separated by commas; all that the run has built when left out. */
  public @Nullable String getServices() {
    return services;
  }

  /** See {@link #getServices()}. */
  @DataBoundSetter
  public void setServices(@Nullable String services) {
    this.services = Util.fixEmptyAndTrim(services);
  }

  @Override
  public StepExecution start(StepContext context) {
    return new PromoteExecution(context, to, Util.fixNull(services));
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
      return "serinPromote";
    }

    @Override
    public String getDisplayName() {
      return Messages.PromoteStep_DisplayName();
    }

    /** The environments to choose from. */
    @POST
    public ListBoxModel doFillToItems(@AncestorInPath @Nullable Item item) {
      checkMayConfigure(item);
      ListBoxModel model = new ListBoxModel();
      for (EnvironmentPolicy environment : SerinConfiguration.get().getEnvironments()) {
        model.add(environment.getName());
      }
      return model;
    }

    /** Says that the environment is not known. */
    @POST
    public FormValidation doCheckTo(
        @AncestorInPath @Nullable Item item, @QueryParameter String value) {
      checkMayConfigure(item);
      return SerinConfiguration.get().environment(value).isPresent()
          ? FormValidation.ok()
          : FormValidation.error(Messages.PromoteStep_UnknownEnvironment());
    }

    private static void checkMayConfigure(@Nullable Item item) {
      if (item == null) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
      } else {
        item.checkPermission(Item.CONFIGURE);
      }
    }
  }
}
