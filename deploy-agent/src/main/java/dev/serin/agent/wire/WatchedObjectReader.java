package dev.serin.agent.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object of a watch's event.
 *
 * <p>What it is says its {@code apiVersion} and {@code kind}, which API servers send first. So only
 * the fields up to these two are kept aside, and all is then read in one go as the class of that
 * kind. In whatever order they come, the result is the same.
 */
final class WatchedObjectReader extends JsonDeserializer<KubernetesResource> {

  private static final String API_VERSION = "apiVersion";
  private static final String KIND = "kind";

  private static final Map<String, Class<? extends KubernetesResource>> CLASSES =
      LeanSerialization.KINDS.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> key(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)),
                  Function.identity()));

  @Override
  public KubernetesResource deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      return (KubernetesResource)
          context.handleUnexpectedToken(GenericKubernetesResource.class, parser);
    }
    try (TokenBuffer start = context.bufferForInputBuffering(parser)) {
      Class<? extends KubernetesResource> type = type(parser, start);
      JsonParser all = JsonParserSequence.createFlattened(true, start.asParser(parser), parser);
      all.nextToken();
      return context.readValue(all, type);
    }
  }

  /** Reads up to where the class is clear; what was read is in the buffer. */
  private static Class<? extends KubernetesResource> type(JsonParser parser, TokenBuffer start)
      throws IOException {
    @Nullable String apiVersion = null;
    @Nullable String kind = null;
    start.writeStartObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME && (apiVersion == null || kind == null)) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals(API_VERSION)) {
        apiVersion = parser.getText();
      } else if (value == JsonToken.VALUE_STRING && field.equals(KIND)) {
        kind = parser.getText();
      }
      start.writeFieldName(field);
      start.copyCurrentStructure(parser);
    }
    return CLASSES.getOrDefault(key(apiVersion, kind), GenericKubernetesResource.class);
  }

  private static String key(@Nullable String apiVersion, @Nullable String kind) {
    return apiVersion + " " + kind;
  }
}
