package dev.serin.rollout.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No request is lost at the moment of switching: not in promotions, aborts, retries and full
 * promotions, not when a version supersedes another halfway, and not with delays of nothing before
 * pods go; as long as pods do not fail and proxies learn of changes within the time to settle.
 */
class LostRequestsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int SEEDS = 120;

  @Test
  void proxiesThatAreLateLoseNoRequest() {
    int promotions = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      promotions += run(seed);
    }
    assertTrue(promotions > 2 * SEEDS, "only " + promotions + " promotions");
  }

  private static int run(long seed) {
    Random random = new Random(seed);
    Rollout rollout = rollout(random);
    SimulatedCluster cluster =
        new SimulatedCluster(
            rollout, (image, now) -> now.plusMillis(100 + random.nextInt(2000)), START);
    List<Proxy> proxies = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      proxies.add(new Proxy(lag(random), lag(random)));
    }
    RolloutEngine engine = new RolloutEngine();
    List<String> history = new ArrayList<>();
    boolean served = false;
    int calm = 0;
    int promotions = 0;
    for (int step = 0; step < 500; step++) {
      cluster.tick(cluster.now().plus(TICK));
      if (served && random.nextInt(40) == 0) {
        history.add(step + " " + disturb(cluster, random));
      }
      if (random.nextInt(3) > 0) {
        String stable = cluster.status().stableRS();
        Decision decision = engine.decide(cluster.observe(), cluster.now());
        decision.actions().forEach(cluster::carryOut);
        cluster.rollout().setStatus(decision.status());
        int at = step;
        decision.actions().forEach(action -> history.add(at + " " + brief(action)));
        promotions += String.valueOf(decision.status().stableRS()).equals(stable) ? 0 : 1;
      }
      calm = cluster.status().phase() == RolloutPhase.HEALTHY ? calm + 1 : calm;
      served |= calm > 10;
      Map<String, ServiceEndpoints> endpoints = cluster.observe().traffic().endpoints();
      for (Proxy proxy : proxies) {
        proxy.tell(cluster, endpoints);
        Optional<String> loss = served ? proxy.loss(cluster) : Optional.empty();
        assertEquals(
            Optional.empty(), loss, () -> "seed " + seed + "\n" + String.join("\n", last(history)));
      }
    }
    return promotions;
  }

  private static String brief(Object action) {
    String text = action.toString();
    return text.substring(0, Math.min(400, text.length()));
  }

  private static List<String> last(List<String> history) {
    return history.subList(Math.max(0, history.size() - 25), history.size());
  }

  /** Less than what changes take to settle; never that much less that two ticks would do. */
  private static Duration lag(Random random) {
    return Duration.ofMillis(100L * random.nextInt(5));
  }

  private static Rollout rollout(Random random) {
    Rollout rollout =
        Cart.canary(
            """
            canaryService: cart-canary
            stableService: cart-stable
            scaleDownDelaySeconds: %d
            abortScaleDownDelaySeconds: 1
            trafficRouting:
              plugins:
                argoproj-labs/gatewayAPI: {httpRoute: cart}
            steps: [{setWeight: 10}, {setWeight: 50}, {pause: {duration: 1s}}, {setWeight: 90}]
            """
                .formatted(random.nextInt(2)));
    rollout.setMetadata(new ObjectMetaBuilder(rollout.getMetadata()).build());
    return rollout;
  }

  private static String disturb(SimulatedCluster cluster, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        String image = "shop/cart:" + (1 + random.nextInt(6));
        Rollout rollout = cluster.rollout();
        rollout.setSpec(Fixtures.with(rollout.getSpec(), Fixtures.image(rollout, image), false));
        return "image " + image;
      }
      case 3 -> {
        cluster.rollout().setStatus(cluster.status().toBuilder().abort(true).build());
        return "abort";
      }
      case 4 -> {
        cluster.rollout().setStatus(cluster.status().toBuilder().abort(false).build());
        return "retry";
      }
      default -> {
        if (String.valueOf(cluster.status().currentPodHash()).equals(cluster.status().stableRS())) {
          return "nothing";
        }
        cluster.rollout().setStatus(cluster.status().toBuilder().promoteFull(true).build());
        return "promote --full";
      }
    }
  }
}
