package dev.serin.jenkins.config;

import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import dev.serin.jenkins.Messages;
import dev.serin.jenkins.SerinPermissions;
import dev.serin.jenkins.agent.AgentClient;
import dev.serin.jenkins.agent.AgentUnavailableException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The plugin's part of Manage Jenkins, System; as code {@code unclassified: serin:}. */
@Extension
@Symbol("serin")
public final class SerinConfiguration extends GlobalConfiguration {

  private List<EnvironmentPolicy> environments = new ArrayList<>();
  private String agentUrl = "";
  private String agentCredentialsId = "";

  /** Called by Jenkins; reads what was saved. */
  @SuppressWarnings("this-escape")
  public SerinConfiguration() {
    load();
  }

  /** The one there is. */
  public static SerinConfiguration get() {
    return ExtensionList.lookupSingleton(SerinConfiguration.class);
  }

  @Override
  public String getDisplayName() {
    return Messages.SerinConfiguration_DisplayName();
  }

  @Override
  public Permission getRequiredGlobalConfigPagePermission() {
    return SerinPermissions.CONFIGURE;
  }

  /** The environments, in the order in which releases go through them. */
  public List<EnvironmentPolicy> getEnvironments() {
    return List.copyOf(environments);
  }

  /** See {@link #getEnvironments()}. */
  @DataBoundSetter
  public void setEnvironments(@Nullable List<EnvironmentPolicy> environments) {
    this.environments = new ArrayList<>(environments == null ? List.of() : environments);
    save();
  }

  /** The environment with that name. */
  public Optional<EnvironmentPolicy> environment(String name) {
    return environments.stream().filter(policy -> policy.getName().equals(name)).findFirst();
  }

  /** Their names, in order. */
  public List<String> environmentNames() {
    return environments.stream().map(EnvironmentPolicy::getName).toList();
  }

  /** Address of the deploy agent; empty without one. */
  public String getAgentUrl() {
    return agentUrl;
  }

  /** See {@link #getAgentUrl()}. */
  @DataBoundSetter
  public void setAgentUrl(@Nullable String agentUrl) {
    this.agentUrl = allowed(this.agentUrl, Util.fixNull(agentUrl).trim());
    save();
  }

  /** Id of a secret text: the token for the deploy agent; empty for none. */
  public String getAgentCredentialsId() {
    return agentCredentialsId;
  }

  /** See {@link #getAgentCredentialsId()}. */
  @DataBoundSetter
  public void setAgentCredentialsId(@Nullable String agentCredentialsId) {
    this.agentCredentialsId =
        allowed(this.agentCredentialsId, Util.fixNull(agentCredentialsId).trim());
    save();
  }

  /** The new value; where secrets are sent, administrators decide alone. */
  private static String allowed(String before, String after) {
    if (!before.equals(after)) {
      Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    }
    return after;
  }

  /** Says whether it can be the agent's address. */
  @POST
  public FormValidation doCheckAgentUrl(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return value.isBlank() || AgentClient.isAddress(value.trim())
        ? FormValidation.ok()
        : FormValidation.error(Messages.SerinConfiguration_BadAddress());
  }

  /** The credentials to choose from. */
  @POST
  public ListBoxModel doFillAgentCredentialsIdItems(@QueryParameter String agentCredentialsId) {
    StandardListBoxModel model = new StandardListBoxModel();
    if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
      return model.includeCurrentValue(agentCredentialsId);
    }
    return model
        .includeEmptyValue()
        .includeAs(ACL.SYSTEM, Jenkins.get(), StringCredentials.class)
        .includeCurrentValue(agentCredentialsId);
  }

  /** Asks the agent for its rollouts. */
  @POST
  public FormValidation doTestAgent(
      @QueryParameter String agentUrl, @QueryParameter String agentCredentialsId) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    if (!AgentClient.isAddress(agentUrl.trim())) {
      return FormValidation.error(Messages.SerinConfiguration_BadAddress());
    }
    try {
      int rollouts = AgentClient.of(agentUrl.trim(), agentCredentialsId).rollouts().size();
      return FormValidation.ok(Messages.SerinConfiguration_AgentAnswers(rollouts));
    } catch (AgentUnavailableException e) {
      return FormValidation.error(e.getMessage());
    }
  }
}
