package dev.serin.agent.provider;

import java.util.Map;

/**
 * What AWS knows the agent by: the usual environment variables.
 *
 * @param id AWS_ACCESS_KEY_ID
 * @param secret AWS_SECRET_ACCESS_KEY
 * @param session AWS_SESSION_TOKEN; empty for keys that do not expire
 * @param region AWS_REGION or AWS_DEFAULT_REGION
 */
record AwsKeys(String id, String secret, String session, String region) {

  /** The keys in an environment. */
  static AwsKeys of(Map<String, String> environment) {
    return new AwsKeys(
        environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
        environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
        environment.getOrDefault("AWS_SESSION_TOKEN", ""),
        environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", "")));
  }

  boolean missing() {
    return id.isEmpty() || secret.isEmpty();
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "AwsKeys[" + id + ", " + region + "]";
  }
}
