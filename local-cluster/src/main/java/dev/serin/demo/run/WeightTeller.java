package dev.serin.demo.run;

import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.view.Narrator;

/** Tells when the gateway is told to split the requests otherwise. */
final class WeightTeller implements RolloutWatch.WeightListener {
  private final Narrator narrator;

  WeightTeller(Narrator narrator) {
    this.narrator = narrator;
  }

  @Override
  public void weightChanged(String service, int before, int now) {
    if (now == 0) {
      narrator.service(service, "all requests go to the stable version");
    } else {
      narrator.service(service, "canary gets " + now + " % of the requests");
    }
  }
}
