package dev.serin.rollout.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.SerinNames;
import dev.serin.rollout.traffic.ManagedRoute.Comparison;
import dev.serin.rollout.traffic.ManagedRoute.HeaderMatch;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import dev.serin.rollout.traffic.ManagedRoute.MirrorRoute;
import dev.serin.rollout.traffic.ManagedRoute.RequestMatch;
import dev.serin.rollout.traffic.ManagedRoute.Text;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every router, whatever the goals are and in whatever order they come. */
class RoutersTest {
  private static final int STEPS = 2000;
  private static final Destination STABLE = new Destination("cart-stable", "old");
  private static final Destination CANARY = new Destination("cart-canary", "new");

  @ParameterizedTest
  @EnumSource(Provider.class)
  void weightsAddUpNothingElseChangesAndTwiceIsOnce(Provider provider) {
    TrafficRouter router = provider.router();
    Provider.Cluster cluster = provider.cluster();
    assertEquals(List.of(), router.problems(cluster, rest(List.of())));
    cluster.apply(router, rest(List.of()));
    Map<RouteReference, JsonNode> base = cluster.all();
    Random random = new Random(provider.name().length());
    List<String> shares = List.of();
    for (int step = 0; step < STEPS; step++) {
      TrafficGoal goal = goal(random, provider, shares);
      shares = goal.additional().stream().map(share -> share.destination().service()).toList();
      cluster.apply(router, goal);
      String where = "step " + step + ", goal " + goal;
      assertEquals(List.of(), cluster.apply(router, goal), where);
      assertEquals(goal.canaryWeight(), router.canaryWeight(cluster, goal).getAsInt(), where);
      assertEquals(!goal.managedRoutes().isEmpty(), router.hasManagedRoutes(cluster, goal), where);
      assertEquals(List.of(), router.problems(cluster, goal), where);
      assertTrue(sums(provider, cluster, goal).stream().allMatch(sum -> sum == 100), where);
      if (random.nextInt(20) == 0) {
        cluster.apply(router, rest(shares));
        assertEquals(base, unmarked(cluster.all()), "all is as it was, after " + where);
      }
    }
  }

  /** Without what says that they are managed, which stays for as long as there is a Rollout. */
  private static Map<RouteReference, JsonNode> unmarked(Map<RouteReference, JsonNode> objects) {
    Map<RouteReference, JsonNode> without = new HashMap<>();
    objects.forEach(
        (reference, object) -> {
          ObjectNode copy = object.deepCopy();
          if (copy.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(List.of(SerinNames.MANAGED_BACKENDS, SerinNames.MANAGED_RULES));
            if (annotations.isEmpty()) {
              ((ObjectNode) copy.get("metadata")).remove("annotations");
            }
          }
          without.put(reference, copy);
        });
    return without;
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void objectsOfAnyShapeDoNoHarm(Provider provider) {
    TrafficRouter router = provider.router();
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Provider.Cluster cluster = provider.cluster();
      for (Map.Entry<RouteReference, JsonNode> entry : cluster.all().entrySet()) {
        JsonNode damaged = entry.getValue().deepCopy();
        damage(damaged, random);
        cluster.put(
            entry.getKey(), random.nextInt(10) == 0 ? Optional.empty() : Optional.of(damaged));
      }
      TrafficGoal goal = goal(random, provider, List.of());
      router.problems(cluster, goal);
      router.canaryWeight(cluster, goal);
      router.canaryHash(cluster);
      router.hasManagedRoutes(cluster, goal);
      cluster.apply(router, goal);
      for (RouteReference reference : router.references(cluster)) {
        cluster.get(reference).ifPresent(router::accepted);
      }
    }
  }

  /** Takes one thing out of a tree, or makes it something else. */
  private static void damage(JsonNode tree, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(tree, objects);
    ObjectNode victim = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    victim.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> victim.remove(name);
      case 1 -> victim.putNull(name);
      case 2 -> victim.put(name, "text");
      default -> victim.putArray(name).add(17);
    }
  }

  private static void collect(JsonNode tree, List<ObjectNode> objects) {
    if (tree instanceof ObjectNode object && !object.isEmpty()) {
      objects.add(object);
    }
    tree.forEach(child -> collect(child, objects));
  }

  private static TrafficGoal rest(List<String> formerShares) {
    return new TrafficGoal(
        STABLE,
        new Destination("cart-canary", "old"),
        0,
        100,
        formerShares.stream().map(name -> new Share(new Destination(name, "x"), 0)).toList(),
        List.of());
  }

  private static TrafficGoal goal(Random random, Provider provider, List<String> before) {
    List<Share> shares = new ArrayList<>();
    for (String name : List.of("exp-a", "exp-b")) {
      if (provider.shares() && random.nextInt(3) == 0) {
        shares.add(new Share(new Destination(name, "hash-" + name), 1 + random.nextInt(5)));
      } else if (before.contains(name)) {
        shares.add(new Share(new Destination(name, "hash-" + name), 0));
      }
    }
    List<ManagedRoute> managed = new ArrayList<>();
    if (provider.headers() && random.nextBoolean()) {
      managed.add(
          new HeaderRoute(
              "first",
              List.of(
                  new HeaderMatch("X-Canary", text(random, provider)),
                  new HeaderMatch("X-Other", text(random, provider)))));
    }
    if (provider.mirrors() && random.nextBoolean()) {
      managed.add(
          new MirrorRoute(
              "second",
              List.of(
                  new RequestMatch(
                      Optional.of(new Text(Comparison.EXACT, "GET")),
                      Optional.of(new Text(Comparison.PREFIX, "/cart/items")),
                      Map.of("h", new Text(Comparison.EXACT, "v")))),
              1 + random.nextInt(100)));
    }
    return new TrafficGoal(
        STABLE, CANARY, random.nextInt(provider.shares() ? 81 : 101), 100, shares, managed);
  }

  private static Text text(Random random, Provider provider) {
    Comparison[] all = Comparison.values();
    return new Text(
        provider == Provider.ALB ? Comparison.EXACT : all[random.nextInt(all.length)],
        "v" + random.nextInt(3));
  }

  /** The sum of the weights of every split that there is. */
  private static List<Integer> sums(Provider provider, Provider.Cluster cluster, TrafficGoal goal) {
    return switch (provider) {
      case HTTP_ROUTE, GRPC_ROUTE ->
          split(
              cluster
                  .only(provider == Provider.HTTP_ROUTE ? "HTTPRoute" : "GRPCRoute")
                  .at("/spec/rules"),
              "backendRefs",
              "weight");
      case ISTIO_HOSTS, ISTIO_SUBSETS -> {
        List<Integer> all = new ArrayList<>();
        for (String protocol : List.of("http", "tls", "tcp")) {
          all.addAll(
              split(cluster.only("VirtualService").path("spec").path(protocol), "route", "weight"));
        }
        yield all;
      }
      case TRAEFIK ->
          split(cluster.only("TraefikService").at("/spec").deepCopy(), "services", "weight");
      case SMI -> List.of(sum(cluster.only("TrafficSplit").at("/spec/backends"), "weight"));
      case APISIX -> split(cluster.only("ApisixRoute").at("/spec/http"), "backends", "weight");
      case ALB, NGINX ->
          List.of(
              goal.canaryWeight()
                  + goal.stableWeight()
                  + goal.additional().stream().mapToInt(Share::weight).sum());
    };
  }

  private static List<Integer> split(JsonNode rules, String list, String weight) {
    List<Integer> sums = new ArrayList<>();
    for (JsonNode rule : rules) {
      if (rule.path(list).size() > 1) {
        sums.add(sum(rule.path(list), weight));
      }
    }
    return sums;
  }

  private static int sum(JsonNode list, String weight) {
    int sum = 0;
    for (JsonNode one : list) {
      sum += one.path(weight).asInt();
    }
    return sum;
  }
}
