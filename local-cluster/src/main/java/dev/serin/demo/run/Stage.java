package dev.serin.demo.run;

import dev.serin.demo.deploy.Deployer;
import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.place.Place;

/**
 * What the stories are played on; all of it is running.
 *
 * @param place the cluster with its gateway and the deploy agent
 * @param deployer brings manifests into the cluster
 * @param watch what the agent makes of them
 */
record Stage(Place place, Deployer deployer, RolloutWatch watch) {}
