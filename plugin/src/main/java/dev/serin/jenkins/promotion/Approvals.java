package dev.serin.jenkins.promotion;

import dev.serin.jenkins.policy.Voter;
import dev.serin.jenkins.promotion.Decision.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where promotions wait for people. What it says is kept whatever happens to Jenkins. */
public interface Approvals {

  /** Puts one on the list; its id is new, or known from before: then nothing changes. */
  Promotion submit(Promotion promotion) throws IOException;

  /** The one with that id. */
  Optional<Promotion> find(String id);

  /** All, the newest first. */
  List<Promotion> all();

  /**
   * Decides.
   *
   * @throws RefusedException when it does not count; nothing has changed then
   */
  Promotion decide(String id, Voter voter, Verdict verdict, String comment)
      throws IOException, RefusedException;

  /** Takes it off the list, unless it is decided. */
  Promotion abort(String id, String user, String note) throws IOException;
}
