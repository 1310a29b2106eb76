package dev.serin.demo.place.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.rollout.Rollout;
import dev.serin.demo.deploy.ManifestReader;
import dev.serin.demo.measure.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedByTest {
  private static final String CANARY = "{currentPodHash: new1, stableRS: old1}";

  @Test
  void theHashInAPodsNameTellsItsVersion() {
    assertEquals(Version.CANARY, version("cart-new1-x7k2p", CANARY));
    assertEquals(Version.STABLE, version("cart-old1-x7k2p", CANARY));
    assertEquals(Version.STABLE, version("cart-older-x7k2p", CANARY));
    assertEquals(Version.CANARY, version("cart-of-many-words-new1-x7k2p", CANARY));
  }

  @Test
  void aVersionThatHasBecomeTheStableOneIsNoCanaryAnyMore() {
    assertEquals(
        Version.STABLE, version("cart-new1-x7k2p", "{currentPodHash: new1, stableRS: new1}"));
  }

  @Test
  void theFirstVersionIsNoCanary() {
    assertEquals(Version.STABLE, version("cart-new1-x7k2p", "{currentPodHash: new1}"));
    assertEquals(Version.STABLE, ServedBy.version("cart-new1-x7k2p", Optional.empty()));
  }

  @Test
  void anAnswerThatNamesNoPodIsTheGatewaysOwn() {
    assertEquals(Version.NONE, version("", CANARY));
    assertEquals(Version.NONE, version("envoy", CANARY));
  }

  private static Version version(String pod, String status) {
    String yaml =
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: cart}\n"
            + "spec: {replicas: 1}\nstatus: "
            + status
            + "\n";
    return ServedBy.version(pod, Optional.of((Rollout) ManifestReader.read(yaml).get(0)));
  }
}
