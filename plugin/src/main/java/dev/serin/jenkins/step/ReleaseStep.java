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

/** {@code serinRelease}: publishes the images of a release that is built already. */
public final class ReleaseStep extends Step {

  private static final String BUILT = ".serin/release.json";

  private final String to;
  private String file = BUILT;
  private @Nullable String credentialsId;

  /**
   * Called by the pipeline.
   *
   * @param to registry and path, such as registry.example/shop
   */
  @DataBoundConstructor
  public ReleaseStep(String to) {
    this.to = Util.fixNull(to).trim();
  }

  /** Where the images go. */
  public String getTo() {
    return to;
  }

  /** The release file, from the workspace. */
  public String getFile() {
    return file;
  }

  /** See {@link #getFile()}. */
  @DataBoundSetter
  public void setFile(@Nullable String file) {
    String trimmed = Util.fixEmptyAndTrim(file);
    this.file = trimmed == null ? BUILT : trimmed;
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
    return new EngineExecution(
        context,
        new EngineCall(
                EngineAnswer.RELEASE,
                "serin publish",
                List.of("publish", "--json", "--to=" + to, "--", file))
            .registry(to, Util.fixNull(credentialsId)));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends EngineStepDescriptor {

    @Override
    public String getFunctionName() {
      return "serinRelease";
    }

    @Override
    public String getDisplayName() {
      return Messages.ReleaseStep_DisplayName();
    }

    /** Says that the address is missing. */
    @POST
    public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
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
