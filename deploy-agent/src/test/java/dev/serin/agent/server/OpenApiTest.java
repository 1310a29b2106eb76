package dev.serin.agent.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document says what there is: every path with its method, and every field of an answer. */
class OpenApiTest {

  private static final List<Class<?>> RESOURCES =
      List.of(
          OpenApiResource.class,
          RolloutsResource.class,
          RolloutResource.class,
          HistoryResource.class,
          RolloutHistoryResource.class);

  private final JsonNode document;

  OpenApiTest() throws IOException {
    document = Serialization.unmarshal(new OpenApiResource().document(), JsonNode.class);
  }

  @Test
  void everyRequestThatIsAnsweredIsDescribedAndNoOther() {
    Set<String> answered = new TreeSet<>();
    for (Class<?> resource : RESOURCES) {
      String base = resource.getAnnotation(Path.class).value();
      for (Method method : resource.getMethods()) {
        Path path = method.getAnnotation(Path.class);
        String full = base + (path == null ? "" : path.value());
        if (method.isAnnotationPresent(GET.class)) {
          answered.add("get " + full);
        } else if (method.isAnnotationPresent(POST.class)) {
          answered.add("post " + full);
        }
      }
    }
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            described.add(method + " " + path.getKey());
                          }
                        }));
    assertEquals(answered, described);
  }

  @Test
  void everyFieldOfARolloutIsDescribed() {
    Set<String> described = new TreeSet<>();
    document
        .at("/components/schemas/Rollout/properties")
        .fieldNames()
        .forEachRemaining(described::add);
    Set<String> there = new TreeSet<>();
    for (var component : RolloutSummary.class.getRecordComponents()) {
      there.add(component.getName());
    }
    assertEquals(there, described);
  }
}
