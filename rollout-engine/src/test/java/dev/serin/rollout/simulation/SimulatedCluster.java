package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Observation;
import dev.serin.rollout.PodFacts;
import dev.serin.rollout.ServiceEndpoints;
import dev.serin.rollout.TrafficObservation;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cluster for one Rollout, in virtual time: objects as the API server would hold them, pods that
 * take their time. It never changes by itself; {@link #tick} moves it on.
 */
public final class SimulatedCluster {
  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final Map<String, AnalysisTemplate> TEMPLATES =
      Map.of("cart", Fixtures.template(), "cart-once", Fixtures.countedTemplate());

  /** A pod, and the time from which it is available. */
  private record Pod(
      String name,
      Instant created,
      Instant available,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** The pods of each ReplicaSet. */
  private final Map<String, List<Pod>> pods = new TreeMap<>();

  private final Map<String, ReplicaSet> replicaSets = new TreeMap<>();
  private final Map<String, Service> services = new TreeMap<>();
  private final Map<String, AnalysisRun> runs = new TreeMap<>();
  private final Rollout rollout;
  private final PodBehaviour behaviour;
  private final Map<String, ServiceEndpoints> endpoints = new TreeMap<>();
  private JsonNode route = Fixtures.route(0);
  private Instant routeSince = Instant.EPOCH;
  private Instant now;
  private final World world = new World();
  private int serial;

  /** How long the pods of an image take until they are available. */
  public interface PodBehaviour {
    /** The time from which a pod made now is available; far away: never. */
    Instant available(String image, Instant now);
  }

  /** An empty cluster with one Rollout. */
  public SimulatedCluster(Rollout rollout, PodBehaviour behaviour, Instant now) {
    this.rollout = rollout;
    this.behaviour = behaviour;
    this.now = now;
    services.put("cart-stable", service("cart-stable"));
    services.put("cart-canary", service("cart-canary"));
  }

  /** The time. */
  public Instant now() {
    return now;
  }

  /** The Rollout itself, which operators change. */
  public Rollout rollout() {
    return rollout;
  }

  /** The status of the Rollout. */
  public RolloutStatus status() {
    return RolloutStatus.of(rollout);
  }

  /** Moves on to a time. */
  public void tick(Instant time) {
    now = time;
    pods.forEach((name, list) -> resize(name));
    services.keySet().forEach(this::publish);
    world.experiments().route(backends());
    world.experiments().pass(now);
  }

  /** All pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet) {
    crash(replicaSet, Integer.MAX_VALUE);
  }

  /** So many pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet, int count) {
    List<Pod> list = pods.getOrDefault(replicaSet, new ArrayList<>());
    for (int i = 0; i < Math.min(count, list.size()); i++) {
      Pod old = list.get(i);
      Instant available = behaviour.available(image(replicaSet), now);
      list.set(i, new Pod(old.name, old.created, available, old.labels, old.annotations));
    }
  }

  /** Wanted pods of a ReplicaSet. */
  public int wanted(String replicaSet) {
    ReplicaSet set = replicaSets.get(replicaSet);
    return set == null ? 0 : set.getSpec().getReplicas();
  }

  /** Available pods of a ReplicaSet. */
  public int available(String replicaSet) {
    return (int)
        pods.getOrDefault(replicaSet, List.of()).stream()
            .filter(pod -> !pod.available.isAfter(now))
            .count();
  }

  /** Names of all ReplicaSets. */
  public List<String> replicaSetNames() {
    return List.copyOf(replicaSets.keySet());
  }

  /** Image of a ReplicaSet. */
  public String image(String replicaSet) {
    return replicaSets
        .get(replicaSet)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getImage();
  }

  /** The hash that a Service selects, or nothing. */
  public String selected(String service) {
    return services
        .get(service)
        .getSpec()
        .getSelector()
        .getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  /** The weight of the canary. */
  public int canaryWeight() {
    return route.at("/spec/rules/0/backendRefs/" + (flipped() ? 0 : 1) + "/weight").asInt();
  }

  /** Whether ping and pong have changed roles. */
  private boolean flipped() {
    CanaryStatus canary = status().canary();
    return canary != null && "ping".equals(canary.stablePingPong());
  }

  /** The Service of the stable version. */
  public String stableService() {
    return flipped() ? "cart-canary" : "cart-stable";
  }

  /** The Service of the canary. */
  public String canaryService() {
    return flipped() ? "cart-stable" : "cart-canary";
  }

  /** The route. */
  public JsonNode route() {
    return route;
  }

  private Set<String> backends() {
    return route.findValues("name").stream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  /** The EndpointSlice controller, which is a tick behind. */
  private void publish(String service) {
    String hash = selected(service);
    Map<String, Integer> ready = new TreeMap<>();
    for (String name : replicaSets.keySet()) {
      String version = name.substring("cart-".length());
      if ((hash.isEmpty() || hash.equals(version)) && available(name) > 0) {
        ready.put(version, available(name));
      }
    }
    ServiceEndpoints known = endpoints.get(service);
    if (known == null || !known.ready().equals(ready)) {
      endpoints.put(service, new ServiceEndpoints(ready, now));
    }
  }

  /** The runs. */
  public List<AnalysisRun> runs() {
    return List.copyOf(runs.values());
  }

  /** Ends a run. */
  public void conclude(AnalysisRun run, AnalysisPhase phase) {
    run.setStatus(
        new AnalysisRunStatus(
            phase,
            phase == AnalysisPhase.FAILED ? "Metric \"errors\" assessed Failed" : null,
            List.of(),
            null,
            null,
            null,
            null,
            Map.of()));
  }

  /** A picture of everything, which later changes do not touch. */
  public Observation observe() {
    Rollout copy = new Rollout();
    copy.setMetadata(new ObjectMetaBuilder(rollout.getMetadata()).build());
    copy.setSpec(rollout.getSpec());
    copy.setStatus(rollout.getStatus());
    List<ReplicaSet> sets = new ArrayList<>();
    replicaSets.forEach(
        (name, set) -> {
          int available = available(name);
          // Only the status differs from one picture to the next; the rest is never changed.
          ReplicaSet picture = new ReplicaSet();
          picture.setMetadata(set.getMetadata());
          picture.setSpec(set.getSpec());
          picture.setStatus(
              new ReplicaSetStatusBuilder()
                  .withReplicas(pods.getOrDefault(name, List.of()).size())
                  .withReadyReplicas(available)
                  .withAvailableReplicas(available)
                  .build());
          sets.add(picture);
        });
    List<AnalysisRun> copies = new ArrayList<>();
    for (AnalysisRun run : runs.values()) {
      AnalysisRun runCopy = new AnalysisRun();
      runCopy.setMetadata(run.getMetadata());
      runCopy.setSpec(run.getSpec());
      runCopy.setStatus(run.getStatus());
      copies.add(runCopy);
    }
    TrafficObservation traffic =
        new TrafficObservation(
            SeenRoutes.of(List.of(new SeenRoute(Fixtures.ROUTE, route, routeSince))),
            endpoints,
            List.of(),
            SETTLE);
    return new Observation(
        copy, sets, services, traffic, copies, TEMPLATES, world.surroundings(podFacts()));
  }

  /** Carries an action out, as often as it is told to. */
  public void carryOut(Action action) {
    if (action instanceof Action.SetRoute set) {
      SeenRoutes seen = SeenRoutes.of(List.of(new SeenRoute(set.route(), route, routeSince)));
      JsonNode wanted = set.router().wanted(set.route(), seen, set.goal()).orElseThrow();
      routeSince = wanted.equals(route) ? routeSince : now;
      route = wanted;
    } else if (action instanceof Action.PointService point) {
      services.compute(point.service(), (name, old) -> pointed(old, point));
    } else if (action instanceof Action.CreateReplicaSet create) {
      String name = create.replicaSet().getMetadata().getName();
      replicaSets.putIfAbsent(
          name,
          new ReplicaSetBuilder(create.replicaSet())
              .editMetadata()
              .withCreationTimestamp(WireTime.format(now))
              .endMetadata()
              .build());
      pods.putIfAbsent(name, new ArrayList<>());
    } else if (action instanceof Action.ScaleReplicaSet scale) {
      edit(scale.replicaSet(), set -> set.editSpec().withReplicas(scale.replicas()).endSpec());
      resize(scale.replicaSet());
    } else if (action instanceof Action.SetScaleDownDeadline deadline) {
      edit(
          deadline.replicaSet(),
          set ->
              deadline.deadline().isPresent()
                  ? set.editMetadata()
                      .addToAnnotations(
                          ArgoNames.SCALE_DOWN_DEADLINE, WireTime.format(deadline.deadline().get()))
                      .endMetadata()
                  : set.editMetadata()
                      .removeFromAnnotations(ArgoNames.SCALE_DOWN_DEADLINE)
                      .endMetadata());
    } else {
      carryOutRest(action);
    }
  }

  private void carryOutRest(Action action) {
    if (action instanceof Action.SetReplicaSetRevision revision) {
      edit(
          revision.replicaSet(),
          set ->
              set.editMetadata()
                  .addToAnnotations(ArgoNames.REVISION, "" + revision.revision())
                  .addToAnnotations(ArgoNames.REVISION_HISTORY, revision.history())
                  .endMetadata());
    } else if (action instanceof Action.SetRevision revision) {
      Map<String, String> annotations = new TreeMap<>(rollout.getMetadata().getAnnotations());
      annotations.put(ArgoNames.REVISION, "" + revision.revision());
      rollout.getMetadata().setAnnotations(annotations);
    } else if (action instanceof Action.DeleteReplicaSet delete) {
      replicaSets.remove(delete.replicaSet());
      pods.remove(delete.replicaSet());
    } else if (action instanceof Action.CreateAnalysisRun create) {
      runs.putIfAbsent(create.analysisRun().getMetadata().getName(), create.analysisRun());
    } else if (action instanceof Action.TerminateAnalysisRun terminate) {
      AnalysisRun run = runs.get(terminate.analysisRun());
      if (run != null) {
        AnalysisRunSpec s = run.getSpec();
        run.setSpec(
            new AnalysisRunSpec(
                s.metrics(), s.args(), true, s.dryRun(), s.measurementRetention(), null, Map.of()));
      }
    } else if (action instanceof Action.DeleteAnalysisRun delete) {
      runs.remove(delete.analysisRun());
    } else {
      carryOutPods(action);
    }
  }

  private void carryOutPods(Action action) {
    if (action instanceof Action.EvictPod evict) {
      evict(evict.pod());
    } else if (action instanceof Action.SetPodMetadata set) {
      label(set);
    } else if (action instanceof Action.SetMinReadySeconds set) {
      edit(set.replicaSet(), old -> old.editSpec().withMinReadySeconds(set.seconds()).endSpec());
    } else if (action instanceof Action.SetEphemeralMetadata set) {
      edit(set.replicaSet(), old -> ephemeral(old, set));
    } else if (action instanceof Action.SetReplicas set) {
      rollout.setSpec(rollout.getSpec().withReplicas(set.replicas()));
    } else {
      world.carryOut(action, now);
    }
  }

  private static ReplicaSetBuilder ephemeral(
      ReplicaSetBuilder set, Action.SetEphemeralMetadata action) {
    ReplicaSet old = set.build();
    ObjectMeta meta = old.getSpec().getTemplate().getMetadata();
    Map<String, String> annotations = new TreeMap<>(old.getMetadata().getAnnotations());
    annotations.remove(ArgoNames.EPHEMERAL_METADATA);
    action.remembered().ifPresent(text -> annotations.put(ArgoNames.EPHEMERAL_METADATA, text));
    return new ReplicaSetBuilder(old)
        .editMetadata()
        .withAnnotations(annotations)
        .endMetadata()
        .editSpec()
        .editTemplate()
        .editMetadata()
        .withLabels(changed(meta.getLabels(), action.labels()))
        .withAnnotations(changed(meta.getAnnotations(), action.annotations()))
        .endMetadata()
        .endTemplate()
        .endSpec();
  }

  private interface Edit {
    ReplicaSetBuilder of(ReplicaSetBuilder set);
  }

  private void edit(String name, Edit edit) {
    replicaSets.computeIfPresent(name, (n, set) -> edit.of(new ReplicaSetBuilder(set)).build());
  }

  /** The ReplicaSet controller: not available pods go first. */
  private void resize(String name) {
    List<Pod> list = pods.get(name);
    if (list == null) {
      return;
    }
    while (list.size() < wanted(name)) {
      list.add(pod(name));
    }
    list.sort(Comparator.comparing(Pod::available));
    while (list.size() > wanted(name)) {
      list.remove(list.size() - 1);
    }
  }

  private Pod pod(String set) {
    ObjectMeta meta = replicaSets.get(set).getSpec().getTemplate().getMetadata();
    return new Pod(
        set + "-" + serial++,
        now,
        behaviour.available(image(set), now),
        Map.copyOf(meta.getLabels()),
        meta.getAnnotations() == null ? Map.of() : Map.copyOf(meta.getAnnotations()));
  }

  private List<PodFacts> podFacts() {
    List<PodFacts> facts = new ArrayList<>();
    pods.forEach(
        (set, list) ->
            list.forEach(
                pod ->
                    facts.add(
                        new PodFacts(
                            pod.name,
                            set.substring("cart-".length()),
                            pod.created,
                            !pod.available.isAfter(now),
                            false,
                            pod.labels,
                            pod.annotations))));
    return facts;
  }

  private void evict(String name) {
    pods.forEach((set, list) -> list.removeIf(pod -> pod.name.equals(name)));
  }

  private void label(Action.SetPodMetadata set) {
    for (List<Pod> list : pods.values()) {
      list.replaceAll(
          pod ->
              pod.name.equals(set.pod())
                  ? new Pod(
                      pod.name,
                      pod.created,
                      pod.available,
                      changed(pod.labels, set.labels()),
                      changed(pod.annotations, set.annotations()))
                  : pod);
    }
  }

  private static Map<String, String> changed(
      @Nullable Map<String, String> map, Map<String, Optional<String>> changes) {
    Map<String, String> result = new TreeMap<>(map == null ? Map.of() : map);
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(text -> result.put(key, text), () -> result.remove(key)));
    return result;
  }

  /** Labels of the pods of a ReplicaSet, each once. */
  public Set<String> labels(String replicaSet, String key) {
    return pods.getOrDefault(replicaSet, List.of()).stream()
        .map(pod -> pod.labels.getOrDefault(key, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The time at which the oldest pod was made. */
  public Instant oldestPod() {
    return pods.values().stream()
        .flatMap(List::stream)
        .map(Pod::created)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** A ReplicaSet as it is. */
  public ReplicaSet replicaSet(String name) {
    return replicaSets.get(name);
  }

  /** What is seen beside the rest; experiments and extensions act on it. */
  public World world() {
    return world;
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withSelector(Map.of("app.kubernetes.io/name", "cart"))
        .endSpec()
        .build();
  }

  private static Service pointed(Service service, Action.PointService point) {
    return new ServiceBuilder(service)
        .editMetadata()
        .addToAnnotations(ArgoNames.MANAGED_BY, point.managedBy())
        .endMetadata()
        .editSpec()
        .addToSelector(ArgoNames.POD_TEMPLATE_HASH, point.podTemplateHash())
        .endSpec()
        .build();
  }
}
