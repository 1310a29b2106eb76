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
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code serinVerify}: checks who built the images of a release, from which commit, and whether
 * their tests passed.
 */
public final class VerifyStep extends Step {

  private static final String BUILT = ".serin/release.json";

  private final String trust;
  private String images = BUILT;
  private @Nullable String require;
  private @Nullable String commit;
  private @Nullable String scope;
  private @Nullable String registry;
  private @Nullable String credentialsId;

  /**
   * Called by the pipeline.
   *
   * @param trust path on the agent of a public key or a policy
   */
  @DataBoundConstructor
  public VerifyStep(String trust) {
    this.trust = Util.fixNull(trust).trim();
  }

  /** Whom to trust. */
  public String getTrust() {
    return trust;
  }

  /** A release file, from the workspace, or an image. */
  public String getImages() {
    return images;
  }

  /** See {@link #getImages()}. */
  @DataBoundSetter
  public void setImages(@Nullable String images) {
    String trimmed = Util.fixEmptyAndTrim(images);
    this.images = trimmed == null ? BUILT : trimmed;
  }

  /** Of provenance, sbom and tests, what must be there; all three when left out. */
  public @Nullable String getRequire() {
    return require;
  }

  /** See {@link #getRequire()}. */
  @DataBoundSetter
  public void setRequire(@Nullable String require) {
    this.require = Util.fixEmptyAndTrim(require);
  }

  /** The commit that they must be built from; any when left out. */
  public @Nullable String getCommit() {
    return commit;
  }

  /** See {@link #getCommit()}. */
  @DataBoundSetter
  public void setCommit(@Nullable String commit) {
    this.commit = Util.fixEmptyAndTrim(commit);
  }

  /** The scope that they must be built for, such as main; any when left out. */
  public @Nullable String getScope() {
    return scope;
  }

  /** See {@link #getScope()}. */
  @DataBoundSetter
  public void setScope(@Nullable String scope) {
    this.scope = Util.fixEmptyAndTrim(scope);
  }

  /** The registry that the credentials are for. */
  public @Nullable String getRegistry() {
    return registry;
  }

  /** See {@link #getRegistry()}. */
  @DataBoundSetter
  public void setRegistry(@Nullable String registry) {
    this.registry = Util.fixEmptyAndTrim(registry);
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

  @Override
  public StepExecution start(StepContext context) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--json", "--trust=" + trust));
    RangeStep.option(arguments, "--require", require);
    RangeStep.option(arguments, "--commit", commit);
    RangeStep.option(arguments, "--scope", scope);
    arguments.add("--");
    arguments.add(images);
    return new EngineExecution(
        context,
        new EngineCall(EngineAnswer.VERIFICATION, "serin verify", arguments)
            .registry(Util.fixNull(registry), Util.fixNull(credentialsId)));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends EngineStepDescriptor {

    @Override
    public String getFunctionName() {
      return "serinVerify";
    }

    @Override
    public String getDisplayName() {
      return Messages.VerifyStep_DisplayName();
    }

    /** Says that whom to trust is missing. */
    @POST
    public FormValidation doCheckTrust(@AncestorInPath Item item, @QueryParameter String value) {
      RegistryCredentials.checkMayConfigure(item);
      return FormValidation.validateRequired(value);
    }

    /** The credentials to choose from. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
        @AncestorInPath Item item, @QueryParameter String credentialsId) {
      return RegistryCredentials.choices(item, credentialsId);
    }
  }
}
