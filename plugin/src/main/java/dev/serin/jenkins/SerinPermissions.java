package dev.serin.jenkins;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/** The plugin's own permissions, granted per job, per folder or for all. */
public final class SerinPermissions {

  private static final PermissionScope[] SCOPES = {PermissionScope.JENKINS, PermissionScope.ITEM};

  private static final PermissionGroup GROUP =
      new PermissionGroup(SerinPermissions.class, Messages._SerinPermissions_Group());

  /** Sees promotions and what is where. Whoever may read a job may, unless told otherwise. */
  public static final Permission VIEW =
      new Permission(GROUP, "View", Messages._SerinPermissions_View(), Item.READ, true, SCOPES);

  /** Approves and rejects promotions, as far as the environment's policy lets them. */
  public static final Permission APPROVE =
      new Permission(
          GROUP, "Approve", Messages._SerinPermissions_Approve(), Item.CONFIGURE, true, SCOPES);

  /** Takes a promotion off the list that has not been decided. */
  public static final Permission ABORT =
      new Permission(GROUP, "Abort", Messages._SerinPermissions_Abort(), Item.CANCEL, true, SCOPES);

  /**
   * Changes environments and their policies. Who has it and may not administer Jenkins cannot
   * change where the deploy agent's token is sent.
   */
  public static final Permission CONFIGURE =
      new Permission(
          GROUP,
          "Configure",
          Messages._SerinPermissions_Configure(),
          Jenkins.ADMINISTER,
          true,
          new PermissionScope[] {PermissionScope.JENKINS});

  private SerinPermissions() {}

  /** Makes the permissions known before anybody's rights are loaded. */
  @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
  public static void register() {
    // Loading the class registers them.
  }
}
