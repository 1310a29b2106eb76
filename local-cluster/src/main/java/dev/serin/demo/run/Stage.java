package dev.serin.demo.run;

import dev.serin.cluster.LocalCluster;
import dev.serin.demo.deploy.Deployer;
import dev.serin.demo.deploy.RolloutWatch;

/**
 * What the stories are played on; all of it is running.
 *
 * @param cluster the local cluster with its gateway
 * @param agent the deploy agent
 * @param deployer brings manifests into the cluster
 * @param watch what the agent makes of them
 */
record Stage(LocalCluster cluster, AgentProcess agent, Deployer deployer, RolloutWatch watch) {}
