package dev.serin.jenkins.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an environment asks for before something goes into it.
 *
 * @param quorum how many approvals; 0 for none
 * @param approvers user ids and groups ({@code group:NAME}) of which an approver must be one, in
 *     lower case; empty for all who have the permission
 * @param reasonRequired whether each decision needs a comment
 * @param freezeWindows when nothing goes in
 * @param expiry how long it waits for approvals; zero for ever
 */
public record Policy(
    int quorum,
    Set<String> approvers,
    boolean reasonRequired,
    List<FreezeWindow> freezeWindows,
    Duration expiry) {

  /** Of an environment that is not configured any more: nobody can approve. */
  public static final Policy CLOSED =
      new Policy(Integer.MAX_VALUE, Set.of("-"), true, List.of(), Duration.ZERO);

  /** Whether nothing may go in at that time. */
  public boolean frozen(Instant time) {
    return freezeWindows.stream().anyMatch(window -> window.contains(time));
  }

  /** Whether the policy names this person, or nobody in particular. */
  public boolean names(Voter voter) {
    return approvers.isEmpty()
        || approvers.contains(voter.user().toLowerCase(Locale.ROOT))
        || voter.groups().stream()
            .anyMatch(group -> approvers.contains("group:" + group.toLowerCase(Locale.ROOT)));
  }

  /** When what is asked for now ends undecided. */
  public Instant expires(Instant now) {
    return expiry.isZero() ? Instant.MAX : now.plus(expiry);
  }
}
