package dev.serin.demo.run;

import dev.serin.demo.deploy.Deployer;
import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.Place;
import dev.serin.demo.view.Narrator;

/** Starts what the stories are played on, and sees to it that it is stopped in the end. */
final class StageBuilder {
  private final Backend backend;
  private final Teardown teardown;
  private final Narrator narrator;
  private final Scoreboard scoreboard;

  StageBuilder(Backend backend, Teardown teardown, Narrator narrator, Scoreboard scoreboard) {
    this.backend = backend;
    this.teardown = teardown;
    this.narrator = narrator;
    this.scoreboard = scoreboard;
  }

  /** Starts the cluster and the agent, and waits until both are ready. */
  Stage build(Backend.Opening opening) throws InterruptedException {
    scoreboard.doing("the cluster is getting ready");
    Place place = teardown.add("the cluster", backend.open(opening));
    RolloutWatch watch =
        teardown.add(
            "the watch",
            new RolloutWatch(place.client(), backend.namespace(), new WeightTeller(narrator)));
    place.awaitReady();
    scoreboard.doing("");
    narrator.at("up and running:", place.introduction());
    return new Stage(place, new Deployer(place.client(), backend.namespace()), watch);
  }
}
