package dev.serin.demo.place.remote;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.demo.measure.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of a service a pod belongs to, by its name, which ends in the hash of the pod
 * template and five letters of its own.
 */
final class ServedBy {
  private static final Pattern POD = Pattern.compile(".+-([a-z0-9]+)-[a-z0-9]{5}");

  private ServedBy() {}

  /**
   * The version that answered.
   *
   * @param pod its name; empty if nobody says so, as in an answer of the gateway's own
   * @param rollout the Rollout as it is now
   */
  static Version version(String pod, Optional<Rollout> rollout) {
    Matcher name = POD.matcher(pod);
    if (!name.matches()) {
      return Version.NONE;
    }
    RolloutStatus status = rollout.map(Rollout::getStatus).orElse(null);
    if (status == null || status.stableRS() == null || status.stableRS().isEmpty()) {
      return Version.STABLE;
    }
    String hash = name.group(1);
    boolean wanted = hash.equals(status.currentPodHash());
    return wanted && !hash.equals(status.stableRS()) ? Version.CANARY : Version.STABLE;
  }
}
