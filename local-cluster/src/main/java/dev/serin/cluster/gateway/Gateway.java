package dev.serin.cluster.gateway;

import dev.serin.cluster.GatewayObserver;
import dev.serin.cluster.controller.ChangeHandler;
import dev.serin.cluster.controller.WorkQueue;
import dev.serin.cluster.kubelet.PodTraffic;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends HTTP requests on 127.0.0.1 to pods, as the HTTPRoutes say that name it as their parent.
 *
 * <ol>
 *   <li>Any change of routes, Services or pods makes a new routing table, which replaces the old
 *       one as a whole on the event loop; requests under way keep what they chose.
 *   <li>When the new table is in force, the routes' statuses are written, on a thread of their own
 *       so that no slow write keeps the next table back: a route that is Accepted at a generation
 *       is obeyed at that generation.
 * </ol>
 */
public final class Gateway implements PodTraffic, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  // Less than the five seconds after which common servers hang up on an idle connection.
  private static final int KEEP_ALIVE_SECONDS = 3;
  private static final int IDLE_SECONDS = 60;
  private static final int CONNECTIONS_PER_POD = 64;
  private static final int WAITING_PER_POD = 256;

  private final KubernetesClient client;
  private final String name;
  private final InstantSource clock;
  private final Vertx vertx;
  private final Context loop;
  private final Traffic traffic = new Traffic();
  private final Choices choices;
  private final ExchangeContext exchanges;
  private final WorkQueue<String> updates = new WorkQueue<>("gateway", all -> update());
  private final WorkQueue<String> statuses =
      new WorkQueue<>("gateway-status", all -> writeStatuses());
  private final SharedIndexInformer<HTTPRoute> routes;
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<Pod> pods;
  private RoutingTable table = RoutingTable.EMPTY;
  private volatile List<RouteVerdict> inForce = List.of();

  /**
   * A gateway that follows the API and is not listening yet.
   *
   * @param name the name by which routes mean it
   * @param timeout until the first byte of an answer, unless the route says otherwise
   * @param maxUnderWay more requests than this at once are refused
   */
  public Gateway(
      Vertx vertx,
      KubernetesClient client,
      String name,
      GatewayObserver observer,
      Duration timeout,
      int maxUnderWay,
      InstantSource clock,
      RandomGenerator random) {
    this.client = client;
    this.name = name;
    this.clock = clock;
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.choices = new Choices(random);
    HttpClientOptions connections =
        new HttpClientOptions()
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setIdleTimeout(IDLE_SECONDS)
            .setDecompressionSupported(false);
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_POD).setMaxWaitQueueSize(WAITING_PER_POD);
    this.exchanges =
        new ExchangeContext(
            vertx,
            () -> table,
            choices,
            traffic,
            vertx
                .httpClientBuilder()
                .with(connections)
                .with(pool)
                .withConnectHandler(
                    connection -> connection.exceptionHandler(Gateway::connectionFailed))
                .build(),
            observer,
            timeout,
            maxUnderWay,
            clock);
    this.routes = client.resources(HTTPRoute.class).inAnyNamespace().inform(handler());
    this.services = client.services().inAnyNamespace().inform(handler());
    this.pods = client.pods().inAnyNamespace().inform(handler());
  }

  /** Listens on this port of 127.0.0.1, or on a free one when it is 0. */
  public Future<HttpServer> listen(int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setIdleTimeout(2 * IDLE_SECONDS)
            .setHandle100ContinueAutomatically(true)
            // HTTP/1.1 only: a client that upgrades puts all of its requests on one connection, and
            // fails by itself when more wait there than the connection may have.
            .setHttp2ClearTextEnabled(false);
    Promise<HttpServer> listening = Promise.promise();
    loop.runOnContext(
        now ->
            vertx
                .createHttpServer(options)
                .exceptionHandler(Gateway::connectionFailed)
                .requestHandler(request -> Exchange.handle(exchanges, request))
                .listen()
                .onComplete(listening));
    return listening.future();
  }

  @Override
  public void drain(String podIp, Duration patience, Runnable drained) {
    AtomicBoolean told = new AtomicBoolean();
    Runnable once =
        () -> {
          if (told.compareAndSet(false, true)) {
            drained.run();
          }
        };
    loop.runOnContext(
        now -> {
          traffic.drain(podIp, once);
          if (!told.get()) {
            vertx.setTimer(Math.max(1, patience.toMillis()), fired -> once.run());
          }
        });
  }

  @Override
  public void close() {
    routes.stop();
    services.stop();
    pods.stop();
    updates.close();
    statuses.close();
  }

  private static void connectionFailed(Throwable failure) {
    // Requests on it learn of this themselves; between requests a lost connection is nothing
    // special.
    LOG.debug("a connection was lost", failure);
  }

  private <T extends HasMetadata> ChangeHandler<T> handler() {
    return new ChangeHandler<>(changed -> updates.add("the routing table"));
  }

  private void update() {
    RoutingTable next =
        RoutingTable.of(
            routes.getStore().list(),
            new EndpointIndex(services.getStore().list(), pods.getStore().list()),
            name);
    Set<String> podIps =
        pods.getStore().list().stream()
            .map(pod -> String.valueOf(pod.getStatus().getPodIP()))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> serviceNames =
        services.getStore().list().stream()
            .map(Service::getMetadata)
            .map(metadata -> metadata.getNamespace() + "/" + metadata.getName())
            .collect(Collectors.toUnmodifiableSet());
    Set<String> ruleIds =
        next.rules().stream().map(Rule::id).collect(Collectors.toUnmodifiableSet());
    CompletableFuture<Boolean> replaced = new CompletableFuture<>();
    loop.runOnContext(
        now -> {
          table = next;
          traffic.forget(podIps::contains, serviceNames::contains);
          choices.retain(ruleIds);
          replaced.complete(true);
        });
    replaced.join();
    inForce = next.verdicts();
    statuses.add("the statuses of the routes");
  }

  private void writeStatuses() {
    for (RouteVerdict verdict : inForce) {
      RouteStatuses.changed(verdict, clock.instant())
          .ifPresent(changed -> client.resource(changed).updateStatus());
    }
  }
}
