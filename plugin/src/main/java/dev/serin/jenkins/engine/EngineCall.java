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
  private String registry = "";
  private String credentialsId = "";
  private boolean tolerant;
  private boolean sinceBuilt;

  /**
   * A call.
   *
   * @param answer how to read what it prints
   * @param label what the pipeline's view says
   * @param arguments of the command line, without secrets
   */
  public EngineCall(EngineAnswer answer, String label, List<String> arguments) {
    this.answer = answer;
    this.label = label;
    this.arguments = new ArrayList<>(arguments);
  }

  /**
   * With a registry to log in to.
   *
   * @param address that the credentials are for; empty without
   * @param credentials id of a user name and password; empty without
   */
  public EngineCall registry(String address, String credentials) {
    registry = address;
    credentialsId = credentials;
    return this;
  }

  /** Whether services that failed make the build unstable rather than fail. */
  public EngineCall tolerant(boolean unstable) {
    tolerant = unstable;
    return this;
  }

  /** Whether each service is compared with the commit that the job last built it from. */
  public EngineCall sinceBuilt(boolean compared) {
    sinceBuilt = compared;
    return this;
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

  boolean sinceBuilt() {
    return sinceBuilt;
  }
}
