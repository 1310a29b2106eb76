package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.RouteObjects;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficRouter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A router that forgets the share of stable. */
record LeakyRouter(TrafficRouter right) implements TrafficRouter {
  @Override
  public String name() {
    return right.name();
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    return right.references(objects);
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    return right.problems(objects, goal);
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return right.canaryWeight(objects, goal);
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<JsonNode> wanted = right.wanted(reference, objects, goal).map(JsonNode::deepCopy);
    wanted.ifPresent(
        route -> ((ObjectNode) route.at("/spec/rules/0/backendRefs/0")).put("weight", 0));
    return wanted;
  }
}
