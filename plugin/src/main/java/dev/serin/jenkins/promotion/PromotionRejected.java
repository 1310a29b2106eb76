package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Messages;
import jenkins.model.CauseOfInterruption;

/** Why a run ended: somebody rejected its promotion. */
public final class PromotionRejected extends CauseOfInterruption {

  private static final long serialVersionUID = 1;

  private final String user;
  private final String comment;
  private final String environment;

  PromotionRejected(String user, String comment, String environment) {
    this.user = user;
    this.comment = comment;
    this.environment = environment;
  }

  @Override
  public String getShortDescription() {
    return Messages.PromotionRejected_Description(user, environment, comment);
  }
}
