package dev.serin.jenkins.config;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.SerinPermissions;
import dev.serin.jenkins.policy.FreezeWindow;
import dev.serin.jenkins.policy.Policy;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An environment, and what it asks for before something goes into it. */
public final class EnvironmentPolicy extends AbstractDescribableImpl<EnvironmentPolicy> {

  /** What an environment may be called. */
  static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

  private final String name;
  private int quorum = 1;
  private String approvers = "";
  private boolean reasonRequired;
  private String freezeWindows = "";
  private int expiryHours;

  /**
   * Called by forms and by configuration as code.
   *
   * @param name as {@code serinPromote} calls it
   */
  @DataBoundConstructor
  public EnvironmentPolicy(String name) {
    this.name = Util.fixNull(name).trim();
  }

  /** Its name. */
  public String getName() {
    return name;
  }

  /** How many approvals; 0 for none. */
  public int getQuorum() {
    return quorum;
  }

  /** See {@link #getQuorum()}. */
  @DataBoundSetter
  public void setQuorum(int quorum) {
    this.quorum = Math.max(0, quorum);
  }

  /** User ids and {@code group:NAME}, separated by commas; empty for all with the permission. */
  public String getApprovers() {
    return approvers;
  }

  /** See {@link #getApprovers()}. */
  @DataBoundSetter
  public void setApprovers(@Nullable String approvers) {
    this.approvers = Util.fixNull(approvers).trim();
  }

  /** Whether each decision needs a comment. */
  public boolean isReasonRequired() {
    return reasonRequired;
  }

  /** See {@link #isReasonRequired()}. */
  @DataBoundSetter
  public void setReasonRequired(boolean reasonRequired) {
    this.reasonRequired = reasonRequired;
  }

  /** When nothing goes in, a window a line. */
  public String getFreezeWindows() {
    return freezeWindows;
  }

  /**
   * See {@link #getFreezeWindows()}.
   *
   * @throws IllegalArgumentException when a line is no window
   */
  @DataBoundSetter
  public void setFreezeWindows(@Nullable String freezeWindows) {
    String text = Util.fixNull(freezeWindows).trim();
    FreezeWindow.parse(text);
    this.freezeWindows = text;
  }

  /** How long it waits for approvals, in hours; 0 for ever. */
  public int getExpiryHours() {
    return expiryHours;
  }

  /** See {@link #getExpiryHours()}. */
  @DataBoundSetter
  public void setExpiryHours(int expiryHours) {
    this.expiryHours = Math.max(0, expiryHours);
  }

  /** The same for those who decide. */
  public Policy policy() {
    Set<String> named =
        Arrays.stream(approvers.split(",", -1))
            .map(approver -> approver.strip().toLowerCase(Locale.ROOT))
            .filter(approver -> !approver.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new Policy(
        quorum,
        named,
        reasonRequired,
        List.copyOf(FreezeWindow.parse(freezeWindows)),
        Duration.ofHours(expiryHours));
  }

  /** Describes it. */
  @Extension
  public static final class DescriptorImpl extends Descriptor<EnvironmentPolicy> {

    @Override
    public String getDisplayName() {
      return Messages.EnvironmentPolicy_DisplayName();
    }

    /** Says whether it can be a name. */
    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
      Jenkins.get().checkPermission(SerinPermissions.CONFIGURE);
      return value.matches(NAME)
          ? FormValidation.ok()
          : FormValidation.error(Messages.EnvironmentPolicy_BadName());
    }

    /** Says whether it can be a number of approvals. */
    @POST
    public FormValidation doCheckQuorum(@QueryParameter String value) {
      Jenkins.get().checkPermission(SerinPermissions.CONFIGURE);
      return FormValidation.validateNonNegativeInteger(value);
    }

    /** Says whether it can be a number of hours. */
    @POST
    public FormValidation doCheckExpiryHours(@QueryParameter String value) {
      Jenkins.get().checkPermission(SerinPermissions.CONFIGURE);
      return FormValidation.validateNonNegativeInteger(value);
    }

    /** Says which line is no window. */
    @POST
    public FormValidation doCheckFreezeWindows(@QueryParameter String value) {
      Jenkins.get().checkPermission(SerinPermissions.CONFIGURE);
      try {
        FreezeWindow.parse(value);
        return FormValidation.ok();
      } catch (IllegalArgumentException e) {
        return FormValidation.error(e.getMessage());
      }
    }
  }
}
