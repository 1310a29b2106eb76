package dev.serin.agent.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.analysis.AnalysisQuestion;
import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.provider.SecretSource.MissingSecretException;
import dev.serin.agent.write.Jobs;
import dev.serin.agent.write.WriteClient;
import dev.serin.agent.write.WritePermit;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.Measurement;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.Measured;
import dev.serin.rollout.measure.MetricQuery.Act;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;
import dev.serin.rollout.measure.Unresolved;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String VECTOR =
      """
      {"status":"success","data":{"resultType":"vector","result":[
        {"metric":{},"value":[1,"0.5"]},{"metric":{},"value":[1,"12"]}]}}
      """;

  private final MetricServer server = new MetricServer();
  private final Map<String, Map<String, String>> secrets = new HashMap<>();
  private final KubernetesClient nowhere = new KubernetesClientBuilder().build();
  private final ProviderCalls calls =
      Providers.all(
          new Jobs(
              new ApiRequests(nowhere),
              new WriteClient(nowhere, WritePermit.always(Duration.ofSeconds(1)))),
          this::secret,
          "serin",
          Map.of(
              "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
              "AWS_SECRET_ACCESS_KEY", "top-secret",
              "AWS_REGION", "eu-central-1",
              "AWS_ENDPOINT_URL", server.address()),
          InstantSource.fixed(NOW));

  @AfterEach
  void stop() {
    calls.close();
    nowhere.close();
    server.close();
  }

  private Map<String, String> secret(String namespace, String name) throws MissingSecretException {
    Map<String, String> found = secrets.get(namespace + "/" + name);
    if (found == null) {
      throw new MissingSecretException("secrets \"%s\" not found".formatted(name));
    }
    return found;
  }

  private Answer ask(String spec, Act act, @Nullable Measurement underWay) {
    AnalysisRun run =
        YAML.unmarshal(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisRun
            metadata: {name: run, namespace: shop, uid: u}
            spec:
            """
                + spec.replace("SERVER", server.address()).indent(2),
            AnalysisRun.class);
    ProviderQuery query =
        new ProviderQuery(
            "m", run.getSpec().metrics().get(0), run.getSpec().args(), act, underWay, 1, 10);
    return calls.ask(new AnalysisQuestion(run, query)).join();
  }

  private Measurement measure(String fields, String provider) {
    String spec = "metrics:\n- name: m\n" + fields.indent(2) + "  provider:\n" + provider.indent(4);
    return assertInstanceOf(Measured.class, ask(spec, Act.RUN, null)).measurement();
  }

  private static void assertMeasured(String phase, @Nullable String value, Measurement actual) {
    assertEquals(
        phase + " " + value,
        Objects.requireNonNull(actual.phase()).wireName() + " " + actual.value(),
        () -> "" + actual.message());
    assertEquals(NOW, actual.startedAt());
    assertEquals(NOW, actual.finishedAt());
  }

  private static void assertError(String message, Measurement actual) {
    assertEquals(AnalysisPhase.ERROR, actual.phase());
    assertEquals(message, actual.message());
    assertNotNull(actual.finishedAt());
  }

  @Test
  void prometheusAnswersAVector() {
    server.answers(VECTOR);
    Measurement measurement =
        measure("successCondition: result[1] > 10", "prometheus: {address: SERVER, query: up}");
    assertMeasured("Successful", "[0.5,12]", measurement);
    assertEquals("POST", server.asked().get(0).method());
    assertEquals("/api/v1/query", server.asked().get(0).path());
    assertTrue(server.asked().get(0).body().startsWith("query=up&time=1795"));
  }

  @Test
  void prometheusAnswersAMatrixOrAScalarWithWarnings() {
    server.answers(
        """
        {"status":"success","warnings":["a","b"],"data":{"resultType":"matrix","result":[
          {"values":[[1,"1"],[2,"2"]]},{"values":[[1,"3"]]}]}}
        """);
    Measurement range =
        measure(
            "failureCondition: 'any(result, # > 5)'",
            """
            prometheus:
              address: SERVER/base/
              query: up
              rangeQuery: {start: "now() - duration('5m')", end: now(), step: 1m}
            """);
    assertMeasured("Successful", "[1,2,3]", range);
    assertEquals(Map.of("warnings", "\"a\", \"b\""), range.metadata());
    assertEquals("/base/api/v1/query_range", server.asked().get(0).path());
    assertTrue(server.asked().get(0).body().endsWith("&step=60"), server.asked().get(0).body());
    server.answers(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"NaN\"]}}");
    assertMeasured(
        "Failed", "NaN", measure("successCondition: result < 1", "prometheus: {address: SERVER}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "400; {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}; bad_data:"
            + " parse error",
        "404; x; client_error: client error: 404",
        "503; x; server_error: server error: 503",
        "200; {\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"x\"]}};"
            + " Prometheus metric type not supported",
      })
  void prometheusSaysWhatIsWrong(int status, String body, String message) {
    server.answers(status, body);
    assertError(message, measure("", "prometheus: {address: SERVER, query: up}"));
  }

  @Test
  void anEmptyVectorIsNamedAsNoData() {
    server.answers("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    assertError(
        "could not evaluate successCondition \"result[0] > 1\": metric result is nil or empty: no"
            + " data returned from the metric provider",
        measure("successCondition: result[0] > 1", "prometheus: {address: SERVER, query: up}"));
  }

  @Test
  void passwordsAndTokensAreSentAndKept() {
    server.answers(VECTOR);
    Measurement unused =
        measure(
            "",
            """
            prometheus:
              address: SERVER
              authentication: {basicAuth: {username: u, password: p}}
              headers: [{key: X-Scope, value: a}]
            """);
    assertEquals("Basic dTpw", server.asked().get(0).authorization());
    String oauth2 =
        """
        prometheus:
          address: SERVER
          authentication:
            oauth2: {tokenUrl: SERVER/token, clientId: id, clientSecret: s, scopes: [a, b]}
        """;
    server
        .answers("{\"access_token\":\"t-1\",\"expires_in\":3600}")
        .answers(VECTOR)
        .answers(VECTOR);
    assertEquals(AnalysisPhase.SUCCESSFUL, measure("", oauth2).phase());
    assertEquals(AnalysisPhase.SUCCESSFUL, measure("", oauth2).phase());
    assertEquals("grant_type=client_credentials&scope=a+b", server.asked().get(1).body());
    assertEquals("Bearer t-1", server.asked().get(2).authorization());
    assertEquals("Bearer t-1", server.asked().get(3).authorization());
    assertEquals(4, server.asked().size());
  }

  @Test
  void secretsAreUsedAndNeverShown() {
    secrets.put("shop/s", Map.of("k", "hush-hush"));
    String spec =
        """
        args: [{name: token, valueFrom: {secretKeyRef: {name: s, key: k}}}]
        metrics:
        - name: m
          successCondition: result == 'hush-hush'
          provider: {prometheus: {address: "SERVER", query: "up{{args.token}}"}}
        """;
    server.answers(400, "{\"errorType\":\"bad_data\",\"error\":\"no hush-hush here\"}");
    Measured measured = assertInstanceOf(Measured.class, ask(spec, Act.RUN, null));
    assertTrue(server.asked().get(0).body().startsWith("query=uphush-hush"));
    assertEquals("bad_data: no ***** here", measured.measurement().message());
    assertEquals(Map.of("ResolvedPrometheusQuery", "up*****"), measured.metadata());
    secrets.clear();
    assertEquals(new Unresolved("m", "secrets \"s\" not found"), ask(spec, Act.RUN, null));
    secrets.put("shop/s", Map.of());
    assertEquals(
        new Unresolved("m", "key 'k' does not exist in secret 's'"), ask(spec, Act.RUN, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "{$.data.ok}; {\"data\":{\"ok\":true}}; result; true",
        "{$.v[0]}; {\"v\":[5]}; result == 5; 5",
        "{$.v[-1:]}; {\"v\":[5,7]}; result == 7; 7",
        "{.v[?(@.n==\"b\")].x}; {\"v\":[{\"n\":\"a\",\"x\":1},{\"n\":\"b\",\"x\":2.5}]}; result =="
            + " 2.5; 2.5",
        "{$..x}; {\"a\":{\"x\":\"y\"}}; result == 'y'; \"y\"",
        "; {\"b\":1,\"a\":[1.0,null]}; result.b == 1; {\"a\":[1,null],\"b\":1}",
        "; plain text; result contains 'plain'; plain text",
      })
  void webPicksAValueByItsPath(@Nullable String path, String body, String condition, String value) {
    server.answers(body);
    Measurement measurement =
        measure(
            "successCondition: \"%s\"".formatted(condition),
            "web: {url: SERVER/x, jsonPath: '%s'}".formatted(path == null ? "" : path));
    assertMeasured("Successful", value, measurement);
  }

  @Test
  void webSendsWhatItIsToldTo() {
    server.answers("1").answers("1");
    Measurement unused =
        measure(
            "",
            "web: {url: SERVER/x, method: PUT, jsonBody: {a: [1]}, headers: [{key: Authorization, value: z}]}");
    assertEquals(new MetricServer.Asked("PUT", "/x", "z", "{\"a\":[1]}"), server.asked().get(0));
    unused = measure("", "web: {url: SERVER/x, method: POST, body: text}");
    assertEquals("text", server.asked().get(1).body());
    assertError(
        "Body/JSONBody can only be used with POST or PUT WebMetric Method types",
        measure("", "web: {url: SERVER/x, body: text}"));
    assertError(
        "use either Body or JSONBody; both cannot exists for WebMetric payload",
        measure("", "web: {url: SERVER/x, method: POST, body: text, jsonBody: {}}"));
  }

  @Test
  void webSaysWhatIsWrong() {
    server.answers(500, "x");
    assertError("received non 2xx response code: 500", measure("", "web: {url: SERVER/x}"));
    server.answers("{\"a\":1}");
    assertError(
        "Could not find JSONPath in body: b is not found",
        measure("", "web: {url: SERVER/x, jsonPath: '{$.b}'}"));
  }

  @Test
  void requestsGoNeitherAstrayNorOnForEver() {
    assertError(
        "169.254.169.254 is at 169.254.169.254, where no request may go",
        measure("", "web: {url: 'http://169.254.169.254/latest'}"));
    server.redirects("http://169.254.169.254/latest");
    assertError(
        "169.254.169.254 is at 169.254.169.254, where no request may go",
        measure("", "web: {url: SERVER/x}"));
    for (int i = 0; i < 6; i++) {
      server.redirects("/again");
    }
    assertError("stopped after 5 redirects", measure("", "web: {url: SERVER/x}"));
    server.redirects("/there").answers("7");
    assertMeasured("Successful", "7", measure("", "web: {url: SERVER/x}"));
    server.answers("x".repeat(5 * 1024 * 1024));
    String large = String.valueOf(measure("", "web: {url: SERVER/x}").message());
    assertTrue(large.endsWith("the answer is larger than 4194304 bytes"), large);
    assertError(
        "'file:///etc/passwd' is no http or https URL",
        measure("", "web: {url: 'file:///etc/passwd'}"));
  }

  @Test
  void graphiteAnswersThePointsThatHaveValues() {
    server.answers("[{\"target\":\"t\",\"datapoints\":[[1.5,10],[null,20],[2,30]]}]");
    assertMeasured(
        "Successful",
        "[1.500000,2.000000]",
        measure(
            "successCondition: max(result) == 2",
            "graphite: {address: SERVER, query: \"target=a.{b,c} &from=-5min\"}"));
    assertEquals("/render?target=a.%7Bb,c%7D&from=-5min&format=json", server.asked().get(0).path());
    server.answers("[]");
    assertError("no values found", measure("", "graphite: {address: SERVER, query: target=a}"));
  }

  @Test
  void datadogAnswersByEitherVersion() {
    secrets.put(
        "serin/datadog", Map.of("address", server.address(), "api-key", "a", "app-key", "b"));
    server.answers("{\"series\":[{\"pointlist\":[[1,0.5],[2,0.25]]}]}");
    assertMeasured(
        "Successful",
        "0.25",
        measure(
            "successCondition: result < 1", "datadog: {apiVersion: v1, interval: 5m, query: q}"));
    assertEquals(
        "/api/v1/query?from=1795427700&query=q&to=1795428000", server.asked().get(0).path());
    server.answers("{\"series\":[]}");
    assertMeasured(
        "Successful",
        "[]",
        measure("successCondition: default(result, 0) < 1", "datadog: {apiVersion: v1, query: q}"));
    server.answers(
        """
        {"data":{"attributes":{"columns":[
          {"type":"group","values":[["x"],["y"],["z"]]},
          {"name":"q","type":"number","values":[1,null,3.5]}]}}}
        """);
    Measurement groups =
        measure("successCondition: max(result) < 4", "datadog: {apiVersion: v2, query: q}");
    assertMeasured("Successful", "[1,3.5]", groups);
    assertEquals(
        Map.of("groups", "[{\"name\":\"x\",\"value\":1},{\"name\":\"z\",\"value\":3.5}]"),
        groups.metadata());
    assertError(
        "When multiple queries are provided you must include a formula.",
        measure("", "datadog: {apiVersion: v2, queries: {a: x, b: y}}"));
  }

  @Test
  void newRelicAnswersAMapOrSeveral() {
    secrets.put(
        "serin/newrelic",
        Map.of("personal-api-key", "k", "account-id", "7", "base-url-nerdgraph", server.address()));
    server.answers(
        "{\"data\":{\"actor\":{\"account\":{\"nrql\":{\"results\":[{\"average\":0.5}]}}}}}");
    assertMeasured(
        "Successful",
        "{\"average\":0.5}",
        measure("successCondition: result.average < 1", "newRelic: {query: SELECT 1}"));
    server.answers("{\"data\":{\"actor\":{\"account\":{\"nrql\":{\"results\":[]}}}}}");
    assertError("no results returned from NRQL query", measure("", "newRelic: {query: SELECT 1}"));
  }

  @Test
  void influxdbAnswersTheValuesOfAllRecords() {
    secrets.put(
        "serin/influxdb", Map.of("authToken", "t", "address", server.address(), "org", "o"));
    server.answers(
        """
        #datatype,string,long,double,string
        #group,false,false,false,true
        #default,_result,,,
        ,result,table,_value,host
        ,,0,1.5,"a,b"
        ,,0,2,c
        """);
    assertMeasured(
        "Successful",
        "[1.5 2]",
        measure("successCondition: 'all(result, # < 3)'", "influxdb: {query: from()}"));
    assertEquals("Token t", server.asked().get(0).authorization());
  }

  @Test
  void skyWalkingAnswersItsData() {
    server.answers("{\"data\":{\"service_apdex\":{\"values\":{\"values\":[2,3]}}}}");
    assertMeasured(
        "Successful",
        "{\"service_apdex\":{\"values\":{\"values\":[2,3]}}}",
        measure(
            "successCondition: all(result.service_apdex.values.values, {# > 1})",
            "skywalking: {address: SERVER, interval: 3m, query: q}"));
    assertTrue(
        server
            .asked()
            .get(0)
            .body()
            .contains(
                "{\"start\":\"2026-11-23 0957\",\"end\":\"2026-11-23 1000\",\"step\":\"MINUTE\"}"));
  }

  @Test
  void wavefrontAnswersTheNearestPoint() {
    secrets.put("serin/wavefront-api-tokens", Map.of(server.address(), "t"));
    server.answers("{\"timeseries\":[{\"data\":[[1795427990,1],[1795427999,2.345]]}]}");
    Measurement measurement =
        measure("successCondition: result > 2", "wavefront: {address: SERVER, query: q}");
    assertMeasured("Successful", "2.35", measurement);
    assertEquals(Map.of("timestamps", "1795427999", "drift", "-1"), measurement.metadata());
  }

  @Test
  void cloudWatchIsAskedWithASignature() {
    server.answers(
        """
        <GetMetricDataResponse><GetMetricDataResult><MetricDataResults><member><Id>rate</Id>
        <Label>l</Label><StatusCode>Complete</StatusCode><Values><member>0.5</member>
        <member>2</member></Values></member></MetricDataResults></GetMetricDataResult>
        </GetMetricDataResponse>
        """);
    assertMeasured(
        "Successful",
        "[[0.5 2]]",
        measure(
            "successCondition: all(result[0].Values, {# > 0.1}) && result[0].Id == 'rate'",
            """
            cloudWatch:
              metricDataQueries: [{id: rate, expression: e / f}]
            """));
    MetricServer.Asked asked = server.asked().get(0);
    assertTrue(
        asked.body().contains("MetricDataQueries.member.1.Expression=e+%2F+f"), asked.body());
    assertTrue(
        asked
            .authorization()
            .startsWith(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-central-1/monitoring/aws4_request,"),
        asked.authorization());
  }

  @Test
  void kayentaIsStartedAndAskedForItsScore() {
    String spec =
        """
        metrics:
        - name: m
          interval: 10m
          provider:
            kayenta:
              address: SERVER
              application: app
              canaryConfigName: c
              metricsAccountName: prom
              configurationAccountName: conf
              storageAccountName: s3
              threshold: {pass: 90, marginal: 75}
              scopes: [{name: default, controlScope: {scope: a, step: 60}, experimentScope: {scope: b}}]
        """;
    server.answers("[{\"id\":\"id-1\",\"name\":\"c\"}]").answers("{\"canaryExecutionId\":\"e-1\"}");
    Measurement begun = assertInstanceOf(Measured.class, ask(spec, Act.RUN, null)).measurement();
    assertEquals(AnalysisPhase.RUNNING, begun.phase());
    assertEquals(NOW.plusSeconds(15), begun.resumeAt());
    assertEquals(Map.of("canaryExecutionId", "e-1"), begun.metadata());
    assertTrue(server.asked().get(1).body().contains("\"start\":\"2026-11-23T09:50:00Z\""));
    server.answers("{\"complete\":false}");
    Measurement still =
        assertInstanceOf(Measured.class, ask(spec, Act.RESUME, begun)).measurement();
    assertEquals(AnalysisPhase.RUNNING, still.phase());
    server.answers("{\"complete\":true,\"result\":{\"judgeResult\":{\"score\":{\"score\":80.6}}}}");
    assertMeasured(
        "Inconclusive",
        "80",
        assertInstanceOf(Measured.class, ask(spec, Act.RESUME, still)).measurement());
  }

  @Test
  void aPluginThatIsNotThereIsNamed() {
    String message = String.valueOf(measure("", "plugin: {a/b: {}}").message());
    assertTrue(message.startsWith("failed to create plugin: there is no plugin a/b here"), message);
    assertFalse(message.contains("null"));
  }
}
