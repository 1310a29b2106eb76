package dev.serin.delivery.catalog.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.serin.delivery.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree about what is right and what is wrong. */
class ServiceSchemaTest {
  private static final String HEAD = "apiVersion: serin.dev/v1\nservice: cart\n";
  private static final JsonSchema SCHEMA = schema();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "owner: team a",
        "build: {tool: maven}",
        "build: {tool: python}",
        "build: {}",
        "build: {needs: [postgres, redis, rabbitmq], retries: 2, timeout: 20m}",
        "build: {limits: {memory: 2Gi, processes: 500, disk: 800Mi}}",
        "dependsOn: [libs/money, money, a..b/c]",
        "dependsOn: []",
        "image: {port: 1}",
        "image: {port: 65535}",
        "image: {runtimeFlags: [-Xmx96m, '-XX:+UseSerialGC', '-Da=b=c']}",
        "deploy: {}",
        "deploy: {replicas: 0}",
        "deploy: {replicas: 1000}",
        "deploy: {route: {path: /}}",
        "deploy: {route: {path: /a/b-c_d, host: '*.shop.example', auth: customers}}",
        "deploy: {calls: [a, b-c]}",
        "deploy: {backing: [{postgres: carts}]}",
        "deploy: {scale: {min: 1, max: 1}}",
        "deploy: {scale: {min: 1, max: 10, cpu: 100%}}",
        "deploy: {canary: careful}",
        "deploy: {canary: [{setWeight: 0}, {pause: 5m}, {pause: {}}, {setWeight: 100}]}",
        "deploy: {slo: {availability: 99, latency: {p50: 10ms, p99.9: 1h}}}",
      })
  void bothAcceptWhatIsRight(String more) throws IOException {
    assertBothSay(true, HEAD + more + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown: 1",
        "owner: ''",
        "owner: 5",
        "build: maven",
        "build: {needs: postgres}",
        "build: {needs: [oracle]}",
        "build: {retries: 6}",
        "build: {timeout: 20}",
        "build: {limits: {memory: 2G}}",
        "build: {limits: {cpu: 1}}",
        "build: {tool: bazel}",
        "build: {tools: maven}",
        "dependsOn: libs/money",
        "dependsOn: [../x]",
        "dependsOn: [/x]",
        "dependsOn: ['a\\b']",
        "dependsOn: [5]",
        "image: {port: 0}",
        "image: {port: 65536}",
        "image: {port: '8080'}",
        "image: {ports: 1}",
        "image: {runtimeFlags: -Xmx96m}",
        "image: {runtimeFlags: [main.js]}",
        "image: {runtimeFlags: ['-a b']}",
        "image: {runtimeFlags: ['-']}",
        "deploy: [a]",
        "deploy: {replica: 1}",
        "deploy: {replicas: -1}",
        "deploy: {replicas: 1001}",
        "deploy: {replicas: 1.5}",
        "deploy: {route: {host: a.example}}",
        "deploy: {route: {path: a}}",
        "deploy: {route: {path: /a b}}",
        "deploy: {route: {path: /a, host: A.example}}",
        "deploy: {route: {path: /a, auth: A}}",
        "deploy: {calls: [A]}",
        "deploy: {calls: a}",
        "deploy: {backing: [{a: b, c: d}]}",
        "deploy: {backing: [{}]}",
        "deploy: {backing: [a]}",
        "deploy: {backing: [{A: b}]}",
        "deploy: {backing: [{a: 5}]}",
        "deploy: {scale: {min: 1}}",
        "deploy: {scale: {min: 0, max: 1}}",
        "deploy: {scale: {min: 1, max: 1, cpu: 70}}",
        "deploy: {scale: {min: 1, max: 1, cpu: 0%}}",
        "deploy: {canary: Careful}",
        "deploy: {canary: []}",
        "deploy: {canary: {}}",
        "deploy: {canary: [{}]}",
        "deploy: {canary: [{setWeight: 1, pause: 1s}]}",
        "deploy: {canary: [{setWeight: 101}]}",
        "deploy: {canary: [{pause: 5}]}",
        "deploy: {canary: [{pause: {duration: 5s}}]}",
        "deploy: {canary: [{analysis: {}}]}",
        "deploy: {slo: {availability: 100}}",
        "deploy: {slo: {availability: 0}}",
        "deploy: {slo: {availability: high}}",
        "deploy: {slo: {latency: {p100: 1s}}}",
        "deploy: {slo: {latency: {p99: 1}}}",
        "deploy: {slo: {latency: {p99: 1d}}}",
      })
  void bothRefuseWhatIsWrong(String more) throws IOException {
    assertBothSay(false, HEAD + more + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service: cart\n",
        "apiVersion: serin.dev/v1\n",
        "apiVersion: serin.dev/v2\nservice: cart\n",
        "apiVersion: serin.dev/v1\nservice: Cart\n",
        "apiVersion: serin.dev/v1\nservice: a-\n",
        "apiVersion: serin.dev/v1\nservice: [a]\n",
        "[]\n",
      })
  void bothRefuseAFileThatNamesNothing(String text) throws IOException {
    assertBothSay(false, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cart", "catalogue", "checkout", "recommendations"})
  void bothAcceptTheExampleShop(String service) throws IOException {
    assertBothSay(
        true, Files.readString(Path.of("../example-repos/shop/services", service, "service.yaml")));
  }

  private static void assertBothSay(boolean right, String text) throws IOException {
    Problems problems = new Problems();
    new ServiceDescriptionReader(List.of("maven", "npm", "python", "dockerfile"))
        .read("service.yaml", text, problems);
    JsonNode json = new YAMLMapper().readTree(text);
    assertEquals(right, problems.isEmpty(), () -> "reader: " + problems.list());
    assertEquals(right, SCHEMA.validate(json).isEmpty(), () -> "schema: " + SCHEMA.validate(json));
  }

  private static JsonSchema schema() {
    try {
      String text = Files.readString(Path.of("../docs/schemas/service.schema.json"));
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new ObjectMapper().readTree(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
