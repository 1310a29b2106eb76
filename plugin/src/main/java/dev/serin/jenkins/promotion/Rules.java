package dev.serin.jenkins.promotion;

import dev.serin.jenkins.policy.Policy;
import dev.serin.jenkins.policy.Voter;
import dev.serin.jenkins.promotion.Decision.Verdict;
import dev.serin.jenkins.promotion.Promotion.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides on promotions; pure. Invariants:
 *
 * <ol>
 *   <li>What is final stays as it is.
 *   <li>A person counts once; a rejection ends it at once.
 *   <li>It is approved when the quorum is reached, and, unless the quorum is 0, at least one of the
 *       approvers is no author of what is in it.
 *   <li>In a freeze window nothing becomes approved; it does when the window ends.
 *   <li>What is not decided in time expires, also when it only waits for a window to end.
 * </ol>
 */
final class Rules {

  private Rules() {}

  /**
   * The promotion after a decision.
   *
   * @throws RefusedException when the decision does not count
   */
  static Promotion decide(
      Promotion promotion, Policy policy, Voter voter, Verdict verdict, String comment, Instant now)
      throws RefusedException {
    Promotion current = judge(promotion, policy, now);
    if (current.state().isFinal()) {
      throw new RefusedException(
          "It is " + current.state().name().toLowerCase(Locale.ROOT) + " already.");
    }
    if (!voter.permitted() || !policy.names(voter)) {
      throw new RefusedException(
          "You may not decide on promotions into " + promotion.environment() + ".");
    }
    if (policy.reasonRequired() && comment.isBlank()) {
      throw new RefusedException("A decision on " + promotion.environment() + " needs a reason.");
    }
    if (current.decisions().stream()
        .anyMatch(decision -> decision.user().equalsIgnoreCase(voter.user()))) {
      throw new RefusedException("You have decided on it already.");
    }
    List<Decision> decisions = new ArrayList<>(current.decisions());
    decisions.add(new Decision(voter.user(), verdict, comment.strip(), now));
    return judge(current.with(State.WAITING, decisions, ""), policy, now);
  }

  /** The promotion as it is at that time. */
  static Promotion judge(Promotion promotion, Policy policy, Instant now) {
    if (promotion.state().isFinal()) {
      return promotion;
    }
    if (promotion.decisions().stream().anyMatch(decision -> decision.verdict() == Verdict.REJECT)) {
      return promotion.with(State.REJECTED, promotion.decisions(), "");
    }
    if (!now.isBefore(promotion.expires())) {
      return promotion.with(State.EXPIRED, promotion.decisions(), "Nobody decided in time.");
    }
    int missing = policy.quorum() - promotion.approvals().size();
    if (missing > 0) {
      return promotion.with(State.WAITING, promotion.decisions(), "Approvals missing: " + missing);
    }
    if (policy.quorum() > 0 && onlyAuthors(promotion)) {
      return promotion.with(
          State.WAITING,
          promotion.decisions(),
          "One who is no author of the changes must approve, too.");
    }
    if (policy.frozen(now)) {
      return promotion.with(
          State.WAITING, promotion.decisions(), "Waits for a freeze window to end.");
    }
    return promotion.with(State.APPROVED, promotion.decisions(), "");
  }

  private static boolean onlyAuthors(Promotion promotion) {
    return promotion.approvals().stream()
        .allMatch(
            decision -> promotion.authors().contains(decision.user().toLowerCase(Locale.ROOT)));
  }
}
