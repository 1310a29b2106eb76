package dev.serin.jenkins.agent;

import dev.serin.jenkins.Json;
import java.util.Map;

/**
 * How a rollout is, as the deploy agent says.
 *
 * @param namespace where it is
 * @param name of the Rollout
 * @param phase Healthy, Degraded, Progressing or Paused
 * @param message why; empty when there is nothing to say
 * @param weight of the canary, in percent; empty when unknown
 * @param step such as 2/5; empty when unknown
 */
public record RolloutState(
    String namespace, String name, String phase, String message, String weight, String step) {

  private static final int LIMIT = 300;

  /** From one object of {@code GET /api/v1/rollouts}. */
  static RolloutState of(Map<String, Object> map) {
    Object steps = map.get("steps");
    return new RolloutState(
        text(map, "namespace"),
        text(map, "name"),
        text(map, "phase"),
        text(map, "message"),
        map.containsKey("canaryWeight") ? text(map, "canaryWeight") : text(map, "weight"),
        steps instanceof Number ? text(map, "step") + "/" + steps : text(map, "step"));
  }

  private static String text(Map<String, Object> map, String key) {
    String text = Json.text(map.get(key));
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT);
  }

  /** The namespace, for pages. */
  public String getNamespace() {
    return namespace;
  }

  /** The name, for pages. */
  public String getName() {
    return name;
  }

  /** The phase, for pages. */
  public String getPhase() {
    return phase;
  }

  /** The message, for pages. */
  public String getMessage() {
    return message;
  }

  /** The weight, for pages. */
  public String getWeight() {
    return weight;
  }

  /** The step, for pages. */
  public String getStep() {
    return step;
  }

  /** Whether something is going on. */
  public boolean isMoving() {
    return !"Healthy".equals(phase);
  }
}
