package dev.serin.jenkins.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** One call of the engine: what to ask, and what its answer is. Kept while Jenkins restarts. */
public final class EngineCall implements Serializable {

  private static final long serialVersionUID = 1;

  private final EngineAnswer answer;
  private final String label;
  private final ArrayList<String> arguments;
  private final String registry;
  private final String credentialsId;
  private final boolean tolerant;

  /**
   * A call.
   *
   * @param answer how to read what it prints
   * @param label what the pipeline's view says
   * @param arguments of the command line, without secrets
   * @param registry address that the credentials are for; empty without
   * @param credentialsId of a user name and password; empty without
   * @param tolerant whether services that failed make the build unstable rather than fail
   */
  public EngineCall(
      EngineAnswer answer,
      String label,
      List<String> arguments,
      String registry,
      String credentialsId,
      boolean tolerant) {
    this.answer = answer;
    this.label = label;
    this.arguments = new ArrayList<>(arguments);
    this.registry = registry;
    this.credentialsId = credentialsId;
    this.tolerant = tolerant;
  }

  EngineAnswer answer() {
    return answer;
  }

  String label() {
    return label;
  }

  List<String> arguments() {
    return arguments;
  }

  String registry() {
    return registry;
  }

  String credentialsId() {
    return credentialsId;
  }

  boolean tolerant() {
    return tolerant;
  }
}
