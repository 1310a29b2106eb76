package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.provider.KayentaQuery;
import dev.serin.argo.analysis.provider.KayentaScope;
import dev.serin.argo.analysis.provider.KayentaScopeDetail;
import dev.serin.rollout.GoDurations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kayenta: starts a judgement and asks for its score until it is there. From the pass score on it
 * is a success, below the marginal score a failure, between inconclusive.
 */
final class KayentaProvider implements Provider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final String EXECUTION = "canaryExecutionId";

  private final Outbound outbound;

  KayentaProvider(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Measurement run(Question question) throws ProviderException, InterruptedException {
    KayentaQuery query = query(question);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("application", text(query.application()));
    fields.put("metricsAccountName", text(query.metricsAccountName()));
    fields.put("configurationAccountName", text(query.configurationAccountName()));
    fields.put("storageAccountName", text(query.storageAccountName()));
    URI address =
        HttpCall.below(
            text(query.address()), "/canary/" + configuration(query) + "?" + HttpCall.form(fields));
    HttpAnswer answer =
        outbound.send(
            HttpCall.post(address, "application/json", request(query, question).toString(), LIMIT));
    String execution = good(answer).path(EXECUTION).asText("");
    if (execution.isEmpty()) {
      throw new ProviderException("Invalid canaryExecutionId");
    }
    return Measurements.underWay(
        question, Map.of(EXECUTION, execution), question.now().plus(PAUSE));
  }

  @Override
  public Measurement resume(Question question) throws ProviderException, InterruptedException {
    KayentaQuery query = query(question);
    String execution = question.notes().getOrDefault(EXECUTION, "");
    JsonNode body =
        good(
            outbound.send(
                HttpCall.get(
                    HttpCall.below(text(query.address()), "/canary/" + execution), LIMIT)));
    JsonNode complete = body.path("complete");
    if (!complete.isBoolean()) {
      throw new ProviderException("Missing Complete Status");
    }
    if (!complete.booleanValue()) {
      return Measurements.underWay(question, question.notes(), question.now().plus(PAUSE));
    }
    JsonNode score = body.path("result").path("judgeResult").path("score").path("score");
    if (!score.isNumber()) {
      throw new ProviderException("Missing Score");
    }
    int whole = (int) score.doubleValue();
    return Measurements.over(question, phase(whole, query), Integer.toString(whole));
  }

  private static AnalysisPhase phase(int score, KayentaQuery query) {
    long pass = query.threshold() == null ? 0 : number(query.threshold().pass());
    long marginal = query.threshold() == null ? 0 : number(query.threshold().marginal());
    return score >= pass
        ? AnalysisPhase.SUCCESSFUL
        : score >= marginal ? AnalysisPhase.INCONCLUSIVE : AnalysisPhase.FAILED;
  }

  private String configuration(KayentaQuery query) throws ProviderException, InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("application", text(query.application()));
    fields.put("configurationAccountName", text(query.storageAccountName()));
    HttpAnswer answer =
        outbound.send(
            HttpCall.get(
                HttpCall.below(text(query.address()), "/canaryConfig?" + HttpCall.form(fields)),
                LIMIT));
    if (answer.status() != 200) {
      throw new ProviderException("Invalid Response: HTTP " + answer.status());
    }
    for (JsonNode known : answer.json()) {
      if (known.path("name").asText().equals(text(query.canaryConfigName()))) {
        return known.path("id").asText();
      }
    }
    throw new ProviderException("Canary config not found");
  }

  private static ObjectNode request(KayentaQuery query, Question question)
      throws ProviderException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode scopes = body.putObject("scopes");
    for (KayentaScope scope : query.scopes()) {
      KayentaScopeDetail control = orEmpty(scope.controlScope());
      KayentaScopeDetail experiment = orEmpty(scope.experimentScope());
      alike("start", control.start(), experiment.start());
      alike("end", control.end(), experiment.end());
      String start = text(control.start()).isEmpty() ? start(query, question) : "";
      String end = WireTime.format(question.now());
      ObjectNode both = scopes.putObject(text(scope.name()));
      add(both.putObject("controlScope"), control, start, end);
      add(both.putObject("experimentScope"), experiment, start, end);
    }
    body.putObject("thresholds")
        .put("pass", query.threshold() == null ? 0 : number(query.threshold().pass()))
        .put("marginal", query.threshold() == null ? 0 : number(query.threshold().marginal()));
    return body;
  }

  private static void alike(String field, @Nullable String control, @Nullable String experiment)
      throws ProviderException {
    if (text(control).isEmpty() != text(experiment).isEmpty()) {
      throw new ProviderException(
          "controlScope.%s and experimentScope.%s must both be set or be empty"
              .formatted(field, field));
    }
  }

  private static void add(ObjectNode node, KayentaScopeDetail scope, String start, String end) {
    node.put("scope", text(scope.scope()));
    node.put("location", text(scope.region()));
    node.put("step", number(scope.step()));
    node.put("start", text(scope.start()).isEmpty() ? start : text(scope.start()));
    node.put("end", text(scope.end()).isEmpty() ? end : text(scope.end()));
  }

  private static String start(KayentaQuery query, Question question) throws ProviderException {
    if (Boolean.TRUE.equals(query.lookback())) {
      Instant started =
          question.run().getStatus() == null ? null : question.run().getStatus().startedAt();
      return WireTime.format(started == null ? question.now() : started);
    }
    String interval = text(question.metric().interval());
    try {
      return WireTime.format(question.now().minus(GoDurations.parse(interval)));
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          "Invalid duration \"%s\": %s".formatted(interval, e.getMessage()), e);
    }
  }

  private static JsonNode good(HttpAnswer answer) throws ProviderException {
    if (answer.status() != 200) {
      throw new ProviderException("Invalid Response");
    }
    return answer.json();
  }

  private static KayentaQuery query(Question question) {
    return Objects.requireNonNull(Objects.requireNonNull(question.metric().provider()).kayenta());
  }

  private static KayentaScopeDetail orEmpty(@Nullable KayentaScopeDetail scope) {
    return scope == null ? new KayentaScopeDetail(null, null, null, null, null, Map.of()) : scope;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static long number(@Nullable Long given) {
    return given == null ? 0 : given;
  }
}
