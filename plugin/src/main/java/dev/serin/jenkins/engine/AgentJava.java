package dev.serin.jenkins.engine;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import java.io.IOException;
import java.util.Optional;
import jenkins.security.MasterToSlaveCallable;

/**
 * Finds the Java that starts the engine on an agent: that of {@code SERIN_JAVA_HOME} when the node
 * or the pipeline sets it, otherwise the one the agent itself runs on.
 */
final class AgentJava {

  /** Names a Java installation on the agent. */
  static final String HOME = "SERIN_JAVA_HOME";

  private AgentJava() {}

  /**
   * Path of the program {@code java}.
   *
   * @throws AbortException when it is older than {@link JavaRelease#NEEDED} or not there
   */
  static String program(FilePath workspace, EnvVars environment, String agent)
      throws IOException, InterruptedException {
    String chosen = environment.get(HOME, "");
    FilePath channel = workspace;
    String home = chosen.isEmpty() ? channel.act(new OwnHome()) : chosen;
    FilePath program = channel.child(home + "/bin/java");
    if (!program.exists()) {
      throw new AbortException(
          "No Java at "
              + home
              + " on agent "
              + agent
              + ". Set "
              + HOME
              + " in the node's environment to a Java "
              + JavaRelease.NEEDED
              + " or newer.");
    }
    FilePath release = channel.child(home + "/release");
    Optional<Integer> feature =
        release.exists() ? JavaRelease.feature(release.readToString()) : Optional.empty();
    if (feature.isPresent() && feature.get() < JavaRelease.NEEDED) {
      throw new AbortException(
          "Agent "
              + agent
              + " has Java "
              + feature.get()
              + " at "
              + home
              + ", and serin needs "
              + JavaRelease.NEEDED
              + " or newer. Start the agent with a newer Java, or set "
              + HOME
              + " in the node's environment.");
    }
    return program.getRemote();
  }

  private static final class OwnHome extends MasterToSlaveCallable<String, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public String call() {
      return System.getProperty("java.home", "");
    }
  }
}
