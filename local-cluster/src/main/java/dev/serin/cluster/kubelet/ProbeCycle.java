package dev.serin.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Probes one container again and again.
 *
 * <ol>
 *   <li>The first probe comes after initialDelaySeconds, each next one periodSeconds after the last
 *       began; never two at once.
 *   <li>An eager cycle probes every 100 ms until the first success, so that pods become ready
 *       quickly.
 *   <li>successThreshold successes in a row make the result good, failureThreshold failures bad;
 *       the listener is told of every change of the result, and of every bad result of a cycle.
 * </ol>
 */
final class ProbeCycle {
  private static final long EAGER_MILLIS = 100;

  private final Probe probe;
  private final RequestOptions request;
  private final KubeletContext context;
  private final Consumer<Boolean> listener;
  private final boolean eager;
  private Optional<Boolean> result = Optional.empty();
  private boolean stopped;
  private boolean succeeded;
  private int inARow;

  private ProbeCycle(
      Probe probe,
      RequestOptions request,
      KubeletContext context,
      boolean eager,
      Consumer<Boolean> listener) {
    this.probe = probe;
    this.request = request;
    this.context = context;
    this.eager = eager;
    this.listener = listener;
  }

  /** Starts to probe; all calls, to the listener too, are on the kubelet's thread. */
  static ProbeCycle start(
      Probe probe,
      RequestOptions request,
      KubeletContext context,
      boolean eager,
      Consumer<Boolean> listener) {
    ProbeCycle cycle = new ProbeCycle(probe, request, context, eager, listener);
    cycle.schedule(TimeUnit.SECONDS.toMillis(seconds(probe.getInitialDelaySeconds(), 0)));
    return cycle;
  }

  /** What a probe of a container asks for, or why it cannot be done here. */
  static RequestOptions request(Probe probe, Container container, String podIp)
      throws ContainerException {
    HTTPGetAction get = probe.getHttpGet();
    if (get == null) {
      throw new ContainerException(
          "CreateContainerConfigError", "the local cluster has httpGet probes only");
    }
    OptionalInt port = port(get.getPort(), container);
    if (port.isEmpty()) {
      throw new ContainerException(
          "CreateContainerConfigError", "a probe names a port that the container does not have");
    }
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(podIp)
            .setPort(port.getAsInt())
            .setURI(Optional.ofNullable(get.getPath()).orElse("/"))
            .setTimeout(TimeUnit.SECONDS.toMillis(seconds(probe.getTimeoutSeconds(), 1)));
    get.getHttpHeaders().forEach(header -> request.putHeader(header.getName(), header.getValue()));
    return request;
  }

  /** Ends the cycle; the listener is not called any more. */
  void stop() {
    stopped = true;
  }

  private void schedule(long millis) {
    if (!stopped) {
      context.runAfter(Duration.ofMillis(millis), this::probe);
    }
  }

  private void probe() {
    if (stopped) {
      return;
    }
    context
        .http()
        .request(request)
        .compose(sent -> sent.send())
        .map(response -> response.statusCode() >= 200 && response.statusCode() < 400)
        .otherwise(false)
        .onSuccess(good -> context.run(() -> finished(good)));
  }

  private void finished(boolean good) {
    if (stopped) {
      return;
    }
    inARow = inARow >= 0 == good ? inARow + (good ? 1 : -1) : (good ? 1 : -1);
    succeeded = succeeded || good;
    boolean decided =
        good
            ? inARow >= seconds(probe.getSuccessThreshold(), 1)
            : -inARow >= seconds(probe.getFailureThreshold(), 3);
    boolean changed = decided && !result.equals(Optional.of(good));
    if (changed) {
      result = Optional.of(good);
      listener.accept(good);
    }
    schedule(
        eager && !succeeded
            ? EAGER_MILLIS
            : TimeUnit.SECONDS.toMillis(seconds(probe.getPeriodSeconds(), 10)));
  }

  private static OptionalInt port(IntOrString port, Container container) {
    if (port.getIntVal() != null) {
      return OptionalInt.of(port.getIntVal());
    }
    return container.getPorts().stream()
        .filter(candidate -> port.getStrVal().equals(candidate.getName()))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst();
  }

  private static int seconds(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}
