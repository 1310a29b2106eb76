package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ingresses of the AWS load balancer controller: an annotation with a forward action, whose target
 * groups have the weights; routes by header are actions and conditions of their own with a path
 * each. Annotation {@code rollouts.argoproj.io/managed-alb-annotations} says which are whose.
 *
 * @param owner the Rollout
 * @param ingresses the Ingresses
 * @param rootService Service whose action it is; empty for the stable one
 * @param port port of the Services
 * @param prefix prefix of the annotations
 * @param stickySeconds how long clients stay with a target group; 0 for not at all
 * @param managedNames names of the routes that steps may add
 */
record AlbRouter(
    Owner owner,
    List<RouteReference> ingresses,
    String rootService,
    int port,
    String prefix,
    int stickySeconds,
    List<String> managedNames)
    implements TrafficRouter {

  private static final int LONGEST_STICKINESS = 604_800;

  static TrafficRouter of(RouterSettings settings) {
    String prefix = settings.text("annotationPrefix");
    JsonNode sticky = settings.own().path("stickinessConfig");
    return new AlbRouter(
        settings.owner(),
        Ingresses.named(settings, "ingress", "ingresses"),
        settings.text("rootService"),
        settings.own().path("servicePort").asInt(),
        prefix.isEmpty() ? "alb.ingress.kubernetes.io" : prefix,
        sticky.path("enabled").asBoolean() ? sticky.path("durationSeconds").asInt(-1) : 0,
        settings.managedRoutes());
  }

  @Override
  public String name() {
    return "alb";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    return ingresses;
  }

  /** Each Rollout has actions of its own. */
  @Override
  public boolean exclusive(RouteReference reference) {
    return false;
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    List<String> problems = new ArrayList<>();
    if (stickySeconds < 0 || stickySeconds > LONGEST_STICKINESS) {
      problems.add(
          "TargetGroupStickinessConfig's duration must be between 1 and 604800 seconds (7 days)!");
    }
    for (RouteReference reference : ingresses) {
      Optional<SeenRoute> ingress = objects.get(reference);
      if (ingress.isEmpty()) {
        problems.add(reference + " not found");
      } else if (!Ingresses.uses(ingress.get().object(), action(goal))) {
        problems.add(
            "ingress `%s` has no rules using service %s backend"
                .formatted(reference.name(), action(goal)));
      }
    }
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return ingresses.stream()
        .flatMap(reference -> objects.get(reference).stream())
        .mapToInt(
            ingress -> {
              long all = 0;
              long canary = 0;
              JsonNode action =
                  AlbAnnotations.of(ingress.object()).json(key("actions", action(goal)));
              for (ObjectNode group :
                  Trees.objects(action.path("ForwardConfig").path("TargetGroups"))) {
                long weight = Math.max(0, group.path("Weight").asLong());
                all += weight;
                boolean is = goal.canary().service().equals(Trees.text(group, "ServiceName"));
                canary += is ? weight : 0;
              }
              return Trees.share(canary, all, goal.maxWeight());
            })
        .max();
  }

  @Override
  public boolean hasManagedRoutes(RouteObjects objects, TrafficGoal goal) {
    return ingresses.stream()
        .flatMap(reference -> objects.get(reference).stream())
        .anyMatch(
            ingress ->
                managedNames.stream()
                    .anyMatch(
                        name -> AlbAnnotations.of(ingress.object()).has(key("actions", name))));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    return objects
        .get(reference)
        .map(seen -> Trees.copy(seen.object()))
        .map(
            ingress -> {
              if (Ingresses.uses(ingress, action(goal))) {
                annotate(ingress, goal);
                paths(ingress, goal);
              }
              return ingress;
            });
  }

  private void annotate(ObjectNode ingress, TrafficGoal goal) {
    AlbAnnotations annotations = AlbAnnotations.of(ingress);
    annotations.put(owner.name(), key("actions", action(goal)), weights(goal));
    for (String name : managedNames) {
      Optional<HeaderRoute> route = wantedRoute(name, goal);
      if (route.isPresent()) {
        ArrayNode group = Trees.array(List.of());
        group.add(group(goal.canary().service(), 100));
        annotations.put(owner.name(), key("actions", name), forward(group));
        annotations.put(owner.name(), key("conditions", name), conditions(route.get()));
      } else {
        annotations.remove(owner.name(), key("actions", name));
        annotations.remove(owner.name(), key("conditions", name));
      }
    }
  }

  /** The managed routes' paths stand first in every rule, in their order. */
  private void paths(ObjectNode ingress, TrafficGoal goal) {
    for (ObjectNode rule : Trees.objects(ingress.path("spec").path("rules"))) {
      List<ObjectNode> known = Ingresses.paths(rule);
      List<ObjectNode> all = new ArrayList<>();
      for (String name : managedNames) {
        if (wantedRoute(name, goal).isPresent()) {
          all.add(
              known.stream()
                  .filter(path -> Ingresses.service(path).equals(name))
                  .findFirst()
                  .orElseGet(() -> path(name)));
        }
      }
      known.stream()
          .filter(path -> !managedNames.contains(Ingresses.service(path)))
          .forEach(all::add);
      if (!all.equals(known)) {
        Trees.child(rule, "http").set("paths", Trees.array(all));
      }
    }
  }

  private static ObjectNode path(String action) {
    ObjectNode path = Trees.object().put("path", "/*").put("pathType", "ImplementationSpecific");
    ObjectNode service = path.putObject("backend").putObject("service").put("name", action);
    service.putObject("port").put("name", "use-annotation");
    return path;
  }

  private static Optional<HeaderRoute> wantedRoute(String name, TrafficGoal goal) {
    return goal.managedRoutes().stream()
        .filter(HeaderRoute.class::isInstance)
        .map(HeaderRoute.class::cast)
        .filter(route -> route.name().equals(name))
        .findFirst();
  }

  private JsonNode weights(TrafficGoal goal) {
    ArrayNode groups = Trees.array(List.of());
    groups.add(group(goal.canary().service(), goal.canaryWeight()));
    goal.additional().stream()
        .filter(share -> share.weight() > 0)
        .forEach(share -> groups.add(group(share.destination().service(), share.weight())));
    groups.add(group(goal.stable().service(), goal.stableWeight()));
    return forward(groups);
  }

  private ObjectNode group(String service, int weight) {
    return Trees.object()
        .put("ServiceName", service)
        .put("ServicePort", Integer.toString(port))
        .put("Weight", weight);
  }

  private JsonNode forward(ArrayNode groups) {
    ObjectNode action = Trees.object().put("Type", "forward");
    ObjectNode config = action.putObject("ForwardConfig");
    config.set("TargetGroups", groups);
    if (stickySeconds > 0) {
      config
          .putObject("TargetGroupStickinessConfig")
          .put("Enabled", true)
          .put("DurationSeconds", stickySeconds);
    }
    return action;
  }

  /** Values for the same header are alternatives. */
  private static JsonNode conditions(HeaderRoute route) {
    ArrayNode conditions = Trees.array(List.of());
    for (ManagedRoute.HeaderMatch match : route.match()) {
      ArrayNode values =
          Trees.objects(conditions).stream()
              .map(condition -> condition.path("httpHeaderConfig"))
              .filter(config -> match.header().equals(Trees.text(config, "httpHeaderName")))
              .map(config -> (ArrayNode) config.path("values"))
              .findFirst()
              .orElseGet(
                  () ->
                      conditions
                          .addObject()
                          .put("field", "http-header")
                          .putObject("httpHeaderConfig")
                          .put("httpHeaderName", match.header())
                          .putArray("values"));
      values.add(match.value().value());
    }
    return conditions;
  }

  private String action(TrafficGoal goal) {
    return rootService.isEmpty() ? goal.stable().service() : rootService;
  }

  private String key(String what, String name) {
    return prefix + "/" + what + "." + name;
  }
}
