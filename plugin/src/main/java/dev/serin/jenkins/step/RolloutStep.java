package dev.serin.jenkins.step;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.engine.EngineAnswer;
import dev.serin.jenkins.engine.EngineCall;
import dev.serin.jenkins.engine.EngineExecution;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code serinRollout}: waits for a rollout, or promotes or aborts it. */
public final class RolloutStep extends Step {

  /** What it can do, as the command line calls it. */
  static final List<String> ACTIONS = List.of("status", "promote", "abort");

  private final String action;
  private final String name;
  private @Nullable String namespace;
  private @Nullable String timeout;

  /**
   * Called by the pipeline.
   *
   * @param action status, promote or abort
   * @param name of the Rollout
   */
  @DataBoundConstructor
  public RolloutStep(String action, String name) {
    this.action = Util.fixNull(action).trim();
    this.name = Util.fixNull(name).trim();
  }

  /** status, promote or abort. */
  public String getAction() {
    return action;
  }

  /** Name of the Rollout. */
  public String getName() {
    return name;
  }

  /** Its namespace; that of the kubeconfig's context when left out. */
  public @Nullable String getNamespace() {
    return namespace;
  }

  /** See {@link #getNamespace()}. */
  @DataBoundSetter
  public void setNamespace(@Nullable String namespace) {
    this.namespace = Util.fixEmptyAndTrim(namespace);
  }

  /** How long {@code status} waits, such as 10m; to the end when left out. */
  public @Nullable String getTimeout() {
    return timeout;
  }

  /** See {@link #getTimeout()}. */
  @DataBoundSetter
  public void setTimeout(@Nullable String timeout) {
    this.timeout = Util.fixEmptyAndTrim(timeout);
  }

  @Override
  public StepExecution start(StepContext context) throws AbortException {
    if (!ACTIONS.contains(action)) {
      throw new AbortException(
          "serinRollout knows the actions "
              + String.join(", ", ACTIONS)
              + ", not '"
              + action
              + "'");
    }
    List<String> arguments = new ArrayList<>(List.of("rollout", action));
    if ("status".equals(action)) {
      arguments.add("--json");
      RangeStep.option(arguments, "--timeout", timeout);
    }
    RangeStep.option(arguments, "--namespace", namespace);
    arguments.add("--");
    arguments.add(name);
    return new EngineExecution(
        context,
        new EngineCall(EngineAnswer.ROLLOUT, "serin rollout " + action + " " + name, arguments));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends EngineStepDescriptor {

    @Override
    public String getFunctionName() {
      return "serinRollout";
    }

    @Override
    public String getDisplayName() {
      return Messages.RolloutStep_DisplayName();
    }

    /** The actions to choose from. */
    @POST
    public ListBoxModel doFillActionItems(@AncestorInPath Item item) {
      RegistryCredentials.checkMayConfigure(item);
      ListBoxModel model = new ListBoxModel();
      ACTIONS.forEach(model::add);
      return model;
    }

    /** Says that the name is missing. */
    @POST
    public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
      RegistryCredentials.checkMayConfigure(item);
      return FormValidation.validateRequired(value);
    }
  }
}
