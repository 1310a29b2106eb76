package dev.serin.agent.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.scrape.BoundedText;
import dev.serin.agent.threads.Daemons;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action.CallPlugin;
import dev.serin.rollout.Durations;
import dev.serin.rollout.PluginAnswer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls extensions, on threads of its own.
 *
 * <p>A call is {@code POST <address of the extension>/run}, {@code /terminate} or {@code /abort}
 * with {@code {"pluginName", "rollout", "config", "status"}}; the answer is {@code {"phase",
 * "message", "requeueAfter", "status"}}. Only extensions whose address the configuration has are
 * called; redirects are not followed, a call ends within its time, and a long answer is refused.
 * What goes wrong is an answer with phase Error. A call that is under way, or was answered, is not
 * made again; after a restart of the agent the last one may be.
 */
public final class PluginCalls implements AutoCloseable {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int THREADS = 4;
  private static final Set<String> PHASES = Set.of("Running", "Successful", "Failed", "Error");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Which answers there can be: one for each step and operation of a rollout. */
  private record Slot(String rollout, int index, String operation) {}

  private final Map<String, URI> addresses;
  private final Duration limit;
  private final InstantSource clock;
  private final KubernetesSerialization serialization;
  private final Consumer<ObjectKey> answered;
  private final ExecutorService threads;
  private final HttpClient client;
  private final Map<Slot, Integer> called = new ConcurrentHashMap<>();
  private final Map<Slot, PluginAnswer> answers = new ConcurrentHashMap<>();

  /**
   * Makes it.
   *
   * @param addresses where each extension is, by its name
   * @param limit how long a call may take
   * @param answered is told of every rollout for which there is an answer
   */
  public PluginCalls(
      Map<String, URI> addresses,
      Duration limit,
      InstantSource clock,
      KubernetesSerialization serialization,
      Consumer<ObjectKey> answered) {
    this.addresses = Map.copyOf(addresses);
    this.limit = limit;
    this.clock = clock;
    this.serialization = serialization;
    this.answered = answered;
    this.threads = Executors.newFixedThreadPool(THREADS, Daemons.named("plugin"));
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(limit)
            .executor(threads)
            .build();
  }

  /** What extensions have answered for a rollout. */
  public List<PluginAnswer> answers(Rollout rollout) {
    String uid = rollout.getMetadata().getUid();
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().rollout().equals(uid))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Begins a call, unless it is under way or was answered; returns at once. */
  public void call(Rollout rollout, CallPlugin call) {
    Slot slot = new Slot(rollout.getMetadata().getUid(), call.index(), call.operation());
    Integer before = called.put(slot, call.execution());
    if (before != null && before == call.execution()) {
      return;
    }
    ObjectKey key = ObjectKey.of(rollout);
    URI address = addresses.get(call.plugin());
    CompletableFuture<PluginAnswer> answer =
        address == null
            ? CompletableFuture.completedFuture(
                error(
                    call,
                    "extension "
                        + call.plugin()
                        + " is not known; give its address to the agent: serin.agent.step-plugins"))
            : post(address, body(rollout, call), call);
    var unused =
        answer.thenAccept(
            result -> {
              answers.put(slot, result);
              answered.accept(key);
            });
  }

  /** Forgets a rollout that is gone. */
  public void forget(String uid) {
    answers.keySet().removeIf(slot -> slot.rollout().equals(uid));
    called.keySet().removeIf(slot -> slot.rollout().equals(uid));
  }

  private CompletableFuture<PluginAnswer> post(URI address, String body, CallPlugin call) {
    String base = address.toString();
    URI target =
        URI.create(
            (base.endsWith("/") ? base : base + "/") + call.operation().toLowerCase(Locale.ROOT));
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(limit)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, head -> new BoundedText(MAX_BYTES));
    return exchange
        .copy()
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (response, problem) -> {
              if (problem != null) {
                exchange.cancel(true);
                return error(call, target + ": " + reason(problem));
              }
              return read(response, target, call);
            });
  }

  private String body(Rollout rollout, CallPlugin call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("pluginName", call.plugin());
    body.set("rollout", serialization.convertValue(rollout, JsonNode.class));
    call.config().ifPresent(config -> body.set("config", config));
    call.status().ifPresent(status -> body.set("status", status));
    return body.toString();
  }

  private PluginAnswer read(HttpResponse<String> response, URI target, CallPlugin call) {
    if (response.statusCode() != 200) {
      return error(call, target + " answered HTTP " + response.statusCode());
    }
    try {
      JsonNode answer = JSON.readTree(response.body());
      String phase = answer.path("phase").asText("");
      String usual = call.operation().equals("Run") ? "Running" : "Successful";
      String after = answer.path("requeueAfter").asText("");
      if (!phase.isEmpty() && !PHASES.contains(phase)) {
        return error(call, target + " answered with phase '" + phase + "', which there is not");
      }
      if (!after.isEmpty() && !Durations.valid(after)) {
        return error(call, target + ": requeueAfter '" + after + "' is not a duration such as 30s");
      }
      return new PluginAnswer(
          call.index(),
          call.operation(),
          call.execution(),
          clock.instant(),
          phase.isEmpty() ? usual : phase,
          answer.path("message").asText(""),
          after.isEmpty() ? Optional.empty() : Optional.of(Durations.parse(after)),
          answer.hasNonNull("status") ? Optional.of(answer.get("status")) : Optional.empty());
    } catch (JsonProcessingException unreadable) {
      return error(call, target + " did not answer with JSON: " + unreadable.getOriginalMessage());
    }
  }

  private PluginAnswer error(CallPlugin call, String message) {
    return new PluginAnswer(
        call.index(),
        call.operation(),
        call.execution(),
        clock.instant(),
        "Error",
        message,
        Optional.empty(),
        Optional.empty());
  }

  private static String reason(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Stops the threads; calls that are under way get no answer. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
