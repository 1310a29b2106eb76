package dev.serin.jenkins;

import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/**
 * The texts of Messages.properties, in the language of whoever looks. A test holds the methods and
 * the bundle together.
 */
@SuppressWarnings("MemberName")
public final class Messages {

  private static final ResourceBundleHolder BUNDLE = ResourceBundleHolder.get(Messages.class);

  private Messages() {}

  /** SerinPermissions.Group */
  public static Localizable _SerinPermissions_Group() {
    return new Localizable(BUNDLE, "SerinPermissions.Group");
  }

  /** SerinPermissions.View */
  public static Localizable _SerinPermissions_View() {
    return new Localizable(BUNDLE, "SerinPermissions.View");
  }

  /** SerinPermissions.Approve */
  public static Localizable _SerinPermissions_Approve() {
    return new Localizable(BUNDLE, "SerinPermissions.Approve");
  }

  /** SerinPermissions.Abort */
  public static Localizable _SerinPermissions_Abort() {
    return new Localizable(BUNDLE, "SerinPermissions.Abort");
  }

  /** SerinPermissions.Configure */
  public static Localizable _SerinPermissions_Configure() {
    return new Localizable(BUNDLE, "SerinPermissions.Configure");
  }

  /** DeliveryAction.DisplayName */
  public static String DeliveryAction_DisplayName() {
    return BUNDLE.format("DeliveryAction.DisplayName");
  }

  /** DeliveryAction.NothingToRetry */
  public static String DeliveryAction_NothingToRetry() {
    return BUNDLE.format("DeliveryAction.NothingToRetry");
  }

  /** EnvironmentsAction.DisplayName */
  public static String EnvironmentsAction_DisplayName() {
    return BUNDLE.format("EnvironmentsAction.DisplayName");
  }

  /** PromotionsAction.DisplayName */
  public static String PromotionsAction_DisplayName() {
    return BUNDLE.format("PromotionsAction.DisplayName");
  }

  /** PromotionRejected.Description */
  public static String PromotionRejected_Description(Object first, Object second, Object third) {
    return BUNDLE.format("PromotionRejected.Description", first, second, third);
  }

  /** PlanStep.DisplayName */
  public static String PlanStep_DisplayName() {
    return BUNDLE.format("PlanStep.DisplayName");
  }

  /** BuildStep.DisplayName */
  public static String BuildStep_DisplayName() {
    return BUNDLE.format("BuildStep.DisplayName");
  }

  /** ReleaseStep.DisplayName */
  public static String ReleaseStep_DisplayName() {
    return BUNDLE.format("ReleaseStep.DisplayName");
  }

  /** RolloutStep.DisplayName */
  public static String RolloutStep_DisplayName() {
    return BUNDLE.format("RolloutStep.DisplayName");
  }

  /** VerifyStep.DisplayName */
  public static String VerifyStep_DisplayName() {
    return BUNDLE.format("VerifyStep.DisplayName");
  }

  /** ExecutorsStep.DisplayName */
  public static String ExecutorsStep_DisplayName() {
    return BUNDLE.format("ExecutorsStep.DisplayName");
  }

  /** PromoteStep.DisplayName */
  public static String PromoteStep_DisplayName() {
    return BUNDLE.format("PromoteStep.DisplayName");
  }

  /** PromoteStep.UnknownEnvironment */
  public static String PromoteStep_UnknownEnvironment() {
    return BUNDLE.format("PromoteStep.UnknownEnvironment");
  }

  /** EnvironmentPolicy.DisplayName */
  public static String EnvironmentPolicy_DisplayName() {
    return BUNDLE.format("EnvironmentPolicy.DisplayName");
  }

  /** EnvironmentPolicy.BadName */
  public static String EnvironmentPolicy_BadName() {
    return BUNDLE.format("EnvironmentPolicy.BadName");
  }

  /** SerinConfiguration.DisplayName */
  public static String SerinConfiguration_DisplayName() {
    return BUNDLE.format("SerinConfiguration.DisplayName");
  }

  /** SerinConfiguration.BadAddress */
  public static String SerinConfiguration_BadAddress() {
    return BUNDLE.format("SerinConfiguration.BadAddress");
  }

  /** SerinConfiguration.AgentAnswers */
  public static String SerinConfiguration_AgentAnswers(Object first) {
    return BUNDLE.format("SerinConfiguration.AgentAnswers", first);
  }
}
