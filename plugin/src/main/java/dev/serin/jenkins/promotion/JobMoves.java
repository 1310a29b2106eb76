package dev.serin.jenkins.promotion;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets promotions follow a job that is renamed or moved, and ends those of one that is deleted. */
@Extension
public final class JobMoves extends ItemListener {

  private static final Logger LOGGER = Logger.getLogger(JobMoves.class.getName());

  /** Called by Jenkins. */
  public JobMoves() {}

  @Override
  public void onLocationChanged(Item item, String oldFullName, String newFullName) {
    try {
      Promotions.local().move(oldFullName, newFullName);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "Promotions of " + oldFullName + " are still under that name", e);
    }
  }

  @Override
  public void onDeleted(Item item) {
    String name = item.getFullName();
    for (Promotion promotion : Promotions.approvals().all()) {
      if (promotion.job().equals(name) && !promotion.state().isFinal()) {
        try {
          Promotions.approvals().abort(promotion.id(), "", "The job was deleted.");
        } catch (IOException e) {
          LOGGER.log(Level.WARNING, "Promotion " + promotion.id() + " is still on the list", e);
        }
      }
    }
  }
}
