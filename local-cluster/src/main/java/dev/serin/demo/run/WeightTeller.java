package dev.serin.demo.run;

import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.view.Narrator;

/** Tells when the gateway is told to split the requests otherwise. */
final class WeightTeller implements RolloutWatch.WeightListener {
  private static final int WHOLE = 100;

  private final Narrator narrator;

  WeightTeller(Narrator narrator) {
    this.narrator = narrator;
  }

  @Override
  public void weightChanged(String service, int before, int now) {
    if (now == 0 && before == WHOLE) {
      narrator.service(service, "its canary has become the stable version");
    } else if (now == 0) {
      narrator.service(service, "all requests go back to the old version");
    } else {
      narrator.service(service, "canary gets " + now + " % of the requests");
    }
  }
}
