package dev.serin.jenkins.promotion;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Lets promotions expire, and go on when a freeze window has ended. */
@Extension
public final class PromotionClock extends AsyncPeriodicWork {

  /** Called by Jenkins. */
  public PromotionClock() {
    super("Serin promotions");
  }

  @Override
  public long getRecurrencePeriod() {
    return TimeUnit.MINUTES.toMillis(1);
  }

  @Override
  protected void execute(TaskListener listener) throws IOException {
    Promotions.local().tick();
  }
}
