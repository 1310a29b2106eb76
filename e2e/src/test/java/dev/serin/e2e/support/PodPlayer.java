package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the scheduler and the kubelet of a cluster without nodes.
 *
 * <ol>
 *   <li>A new pod is bound to the node {@value #NODE}, gets a loopback address of its own, and
 *       becomes ready, or not, as its image's {@link PodBehaviour} says (healthy by default). The
 *       first container's image counts.
 *   <li>Its counters can be scraped there, on the port of its annotation {@code
 *       prometheus.io/port}.
 *   <li>A pod that is deleted is stopped, and its object removed at once.
 * </ol>
 *
 * What the API server does not take, since it is away or refuses, is tried again until it does.
 */
public final class PodPlayer implements AutoCloseable {

  /** The node that all pods are on; there is no object for it. */
  public static final String NODE = "player";

  private static final System.Logger LOG = System.getLogger(PodPlayer.class.getName());
  private static final Duration READY_BEFORE_CRASH = Duration.ofMillis(1_500);
  private static final Duration CRASHED = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 200;

  private final KubernetesClient client;
  private final int network = ThreadLocalRandom.current().nextInt(64, 250);
  private final AtomicInteger addresses = new AtomicInteger();
  private final Map<String, PodBehaviour> behaviours = new ConcurrentHashMap<>();
  private final Map<String, PlayedPod> running = new ConcurrentHashMap<>();
  private final Map<String, Integer> restarts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService work = Executors.newScheduledThreadPool(4);
  private final ExecutorService servers = Executors.newCachedThreadPool();
  private final SharedIndexInformer<Pod> pods;

  /** Starts to play all pods of a cluster. */
  public PodPlayer(ApiCluster cluster) {
    this.client = cluster.newClient();
    this.pods =
        client
            .pods()
            .inAnyNamespace()
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    look(pod);
                  }

                  @Override
                  public void onUpdate(Pod before, Pod after) {
                    look(after);
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unknown) {
                    stop(pod);
                  }
                });
  }

  /** How pods of an image behave from now on; those that run already show other metrics at once. */
  public void play(String image, PodBehaviour behaviour) {
    behaviours.put(image, behaviour);
  }

  private PodBehaviour behaviour(Pod pod) {
    return behaviours.getOrDefault(
        pod.getSpec().getContainers().get(0).getImage(), PodBehaviour.healthy());
  }

  private void look(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      stop(pod);
      later(Duration.ZERO, () -> remove(pod));
    } else if (pod.getSpec().getNodeName() == null) {
      later(Duration.ZERO, () -> bind(pod));
    } else if (pod.getSpec().getNodeName().equals(NODE)
        && !"Running".equals(pod.getStatus().getPhase())) {
      later(Duration.ZERO, () -> start(pod));
    }
  }

  /** Does something soon; again when the API server does not take it. */
  private void later(Duration delay, Runnable task) {
    try {
      var unused =
          work.schedule(
              () -> {
                try {
                  task.run();
                } catch (KubernetesClientException problem) {
                  if (problem.getCode() != 404 && problem.getCode() != 409) {
                    later(Duration.ofMillis(RETRY_MILLIS), task);
                  }
                } catch (RuntimeException problem) {
                  LOG.log(System.Logger.Level.WARNING, "playing a pod", problem);
                }
              },
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.log(System.Logger.Level.DEBUG, "the play is over");
    }
  }

  private void bind(Pod pod) {
    client
        .bindings()
        .inNamespace(pod.getMetadata().getNamespace())
        .resource(
            new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName(NODE)
                .endTarget()
                .build())
        .create();
  }

  private void start(Pod pod) {
    if (running.containsKey(uid(pod))) {
      return;
    }
    String address = serve(pod);
    PodBehaviour behaviour = behaviour(pod);
    boolean now = behaviour.becomesReady() && behaviour.readyAfter().isZero();
    report(pod, address, now);
    if (behaviour.becomesReady() && !now) {
      later(behaviour.readyAfter(), () -> report(pod, address, true));
    }
    if (behaviour.crashes()) {
      later(behaviour.readyAfter().plus(READY_BEFORE_CRASH), () -> crash(pod, address));
    }
  }

  private void crash(Pod pod, String address) {
    if (!running.containsKey(uid(pod))) {
      return;
    }
    restarts.merge(uid(pod), 1, Integer::sum);
    report(pod, address, false);
    later(
        CRASHED,
        () -> {
          if (behaviour(pod).crashes() && running.containsKey(uid(pod))) {
            report(pod, address, true);
            later(READY_BEFORE_CRASH, () -> crash(pod, address));
          }
        });
  }

  /** Starts a pod's server on the next address that is free. */
  private String serve(Pod pod) {
    int port = port(pod);
    while (true) {
      int number = addresses.incrementAndGet();
      String address = "127." + network + "." + number / 250 + "." + (1 + number % 250);
      try {
        running.put(uid(pod), new PlayedPod(address, port, () -> behaviour(pod), servers));
        return address;
      } catch (BindException taken) {
        LOG.log(System.Logger.Level.DEBUG, "{0} is taken", address);
      } catch (IOException problem) {
        throw new IllegalStateException("cannot serve on " + address + ":" + port, problem);
      }
    }
  }

  private static int port(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return Integer.parseInt(
        annotations == null ? "8080" : annotations.getOrDefault("prometheus.io/port", "8080"));
  }

  private void report(Pod pod, String address, boolean ready) {
    PodStatus status =
        PlayedStatus.of(pod, address, ready, restarts.getOrDefault(uid(pod), 0), Instant.now());
    Pod unused =
        client
            .pods()
            .resource(pod)
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"status\":" + client.getKubernetesSerialization().asJson(status) + "}");
  }

  private void remove(Pod pod) {
    client.pods().resource(pod).withGracePeriod(0).delete();
  }

  private void stop(Pod pod) {
    PlayedPod played = running.remove(uid(pod));
    if (played != null) {
      played.close();
    }
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  @Override
  public void close() {
    pods.close();
    work.shutdownNow();
    running.values().forEach(PlayedPod::close);
    servers.shutdownNow();
  }
}
