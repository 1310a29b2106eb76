package dev.serin.agent.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the fields that somebody owns, as far as {@link dev.serin.rollout.contest.FieldOwners}
 * looks: the names of those right below {@code f:spec}, each with nothing in it.
 */
final class OwnedSpecFieldsReader extends JsonDeserializer<FieldsV1> {

  private static final String SPEC = "f:spec";

  @Override
  public FieldsV1 deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    FieldsV1 fields = new FieldsV1();
    if (!parser.isExpectedStartObjectToken()) {
      return (FieldsV1) context.handleUnexpectedToken(FieldsV1.class, parser);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT && name.equals(SPEC)) {
        fields.setAdditionalProperty(name, names(parser));
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }

  private static Map<String, Object> names(JsonParser parser) throws IOException {
    Map<String, Object> names = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.put(parser.currentName(), Map.of());
      parser.nextToken();
      parser.skipChildren();
    }
    return names;
  }
}
