package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Messages;
import dev.serin.jenkins.SerinPermissions;
import dev.serin.jenkins.agent.RolloutState;
import dev.serin.jenkins.promotion.Decision.Verdict;
import dev.serin.jenkins.rollout.AgentView;
import hudson.Extension;
import hudson.model.Failure;
import hudson.model.RootAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page Promotions: what waits, what is rolling out, what was decided. */
@Extension
public final class PromotionsAction implements RootAction {

  /** Its address below Jenkins'. */
  public static final String URL = "promotions";

  /** The most rows of one table; older ones are on the jobs' pages. */
  static final int ROWS = 100;

  /** Called by Jenkins. */
  public PromotionsAction() {}

  @Override
  public @Nullable String getIconFileName() {
    return Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-arrow-up" : null;
  }

  @Override
  public String getDisplayName() {
    return Messages.PromotionsAction_DisplayName();
  }

  @Override
  public String getUrlName() {
    return URL;
  }

  /** What waits, of what the viewer may see, the newest first. */
  public List<PromotionPage> getWaiting() {
    return pages(false);
  }

  /** What was decided, of what the viewer may see, the newest first. */
  public List<PromotionPage> getDecided() {
    return pages(true);
  }

  private static List<PromotionPage> pages(boolean decided) {
    return Promotions.approvals().all().stream()
        .filter(promotion -> promotion.state().isFinal() == decided)
        .filter(Viewer::maySee)
        .limit(ROWS)
        .map(PromotionPage::new)
        .toList();
  }

  /** What the deploy agent is rolling out; for administrators, since it says no job. */
  public List<RolloutState> getMoving() {
    return isRolloutsShown()
        ? AgentView.answer().rollouts().stream().filter(RolloutState::isMoving).limit(ROWS).toList()
        : List.of();
  }

  /** Whether the viewer sees rollouts. */
  public boolean isRolloutsShown() {
    return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
        || Jenkins.get().hasPermission(SerinPermissions.VIEW);
  }

  /** Why the agent's answer is old; empty when it is not. */
  public String getAgentProblem() {
    return isRolloutsShown() ? AgentView.answer().problem() : "";
  }

  /** A promotion's page, at {@code promotions/ID}. */
  public @Nullable Object getDynamic(String id) {
    return Promotions.approvals()
        .find(id)
        .filter(Viewer::maySee)
        .map(PromotionPage::new)
        .orElse(null);
  }

  /**
   * Decides on many at once: each counts or is refused on its own, and all that was refused is
   * said.
   */
  @RequirePOST
  public HttpResponse doDecide(
      @QueryParameter String ids, @QueryParameter String verdict, @QueryParameter String comment)
      throws IOException {
    Jenkins.get().checkPermission(Jenkins.READ);
    List<String> refused = new ArrayList<>();
    for (String id : ids.split(",", -1)) {
      Promotion promotion = Promotions.approvals().find(id).filter(Viewer::maySee).orElse(null);
      if (promotion == null) {
        refused.add(id + ": there is no such promotion.");
        continue;
      }
      try {
        Promotions.approvals().decide(id, Viewer.voter(promotion), parse(verdict), comment);
      } catch (RefusedException e) {
        refused.add(
            promotion.release() + " into " + promotion.environment() + ": " + e.getMessage());
      }
    }
    return refused.isEmpty()
        ? HttpResponses.redirectTo(".")
        : new Failure(String.join(" ", refused));
  }

  /**
   * What the deploy agent calls when something has changed, with a user's API token: asks the agent
   * itself what. Nothing that the request says is believed, so there is nothing to forge.
   */
  @RequirePOST
  public HttpResponse doAgentChanged() {
    Jenkins.get().checkPermission(SerinPermissions.VIEW);
    AgentView.refresh();
    return HttpResponses.redirectTo(".");
  }

  private static Verdict parse(String verdict) throws RefusedException {
    return switch (verdict.toLowerCase(Locale.ROOT)) {
      case "approve" -> Verdict.APPROVE;
      case "reject" -> Verdict.REJECT;
      default -> throw new RefusedException("Say approve or reject.");
    };
  }
}
