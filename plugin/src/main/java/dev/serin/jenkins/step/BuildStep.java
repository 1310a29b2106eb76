package dev.serin.jenkins.step;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.engine.EngineAnswer;
import dev.serin.jenkins.engine.EngineCall;
import dev.serin.jenkins.engine.EngineExecution;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code serinBuild}: builds, tests and containerises the affected services, or some of them. */
public final class BuildStep extends RangeStep {

  private @Nullable String only;
  private @Nullable String push;
  private @Nullable String credentialsId;
  private int parallel;
  private boolean unstableOnFailure;

  /** Called by the pipeline. */
  @DataBoundConstructor
  public BuildStep() {}

  /** Names of services, separated by commas: only these of the affected ones. */
  public @Nullable String getOnly() {
    return only;
  }

  /** See {@link #getOnly()}. */
  @DataBoundSetter
  public void setOnly(@Nullable String only) {
    this.only = Util.fixEmptyAndTrim(only);
  }

  /** Registry and path to publish the images to; without it they stay on the agent. */
  public @Nullable String getPush() {
    return push;
  }

  /** See {@link #getPush()}. */
  @DataBoundSetter
  public void setPush(@Nullable String push) {
    this.push = Util.fixEmptyAndTrim(push);
  }

  /** Id of a user name and password for that registry. */
  public @Nullable String getCredentialsId() {
    return credentialsId;
  }

  /** See {@link #getCredentialsId()}. */
  @DataBoundSetter
  public void setCredentialsId(@Nullable String credentialsId) {
    this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
  }

  /** How many services to build at once; 0 for as many as the agent has cores. */
  public int getParallel() {
    return parallel;
  }

  /** See {@link #getParallel()}. */
  @DataBoundSetter
  public void setParallel(int parallel) {
    this.parallel = Math.max(0, parallel);
  }

  /** Whether services that failed make the run unstable rather than fail the step. */
  public boolean isUnstableOnFailure() {
    return unstableOnFailure;
  }

  /** See {@link #isUnstableOnFailure()}. */
  @DataBoundSetter
  public void setUnstableOnFailure(boolean unstableOnFailure) {
    this.unstableOnFailure = unstableOnFailure;
  }

  @Override
  public StepExecution start(StepContext context) {
    List<String> arguments = new ArrayList<>(List.of("build", "--json"));
    range(arguments);
    option(arguments, "--only", only);
    option(arguments, "--push", push);
    option(arguments, "--parallel", parallel == 0 ? null : Integer.toString(parallel));
    return new EngineExecution(
        context,
        new EngineCall(
                EngineAnswer.RELEASE,
                only == null ? "serin build" : "serin build " + only,
                arguments)
            .registry(Util.fixNull(push), Util.fixNull(credentialsId))
            .tolerant(unstableOnFailure)
            .sinceBuilt(isSinceBuilt()));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends EngineStepDescriptor {

    @Override
    public String getFunctionName() {
      return "serinBuild";
    }

    @Override
    public String getDisplayName() {
      return Messages.BuildStep_DisplayName();
    }

    /** Says whether the number can be meant. */
    @POST
    public FormValidation doCheckParallel(@AncestorInPath Item item, @QueryParameter String value) {
      RegistryCredentials.checkMayConfigure(item);
      return value.isEmpty() || "0".equals(value)
          ? FormValidation.ok()
          : FormValidation.validatePositiveInteger(value);
    }

    /** The credentials to choose from. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath Item item, @QueryParameter String credentialsId) {
      return RegistryCredentials.choices(item, credentialsId);
    }
  }
}
