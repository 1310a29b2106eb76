package dev.serin.delivery.evidence.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import java.util.stream.Collectors;

/** CycloneDX's own schema, from its library; nothing is fetched. */
final class CycloneDxSchema {
  private static final String PUBLISHED = "http://cyclonedx.org/schema/";

  private CycloneDxSchema() {}

  /** What is wrong with a bill. */
  static Set<String> problems(JsonNode bill) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V7,
                builder ->
                    builder.schemaMappers(mappers -> mappers.mapPrefix(PUBLISHED, "classpath:")))
            .getSchema(SchemaLocation.of(PUBLISHED + "bom-1.6.schema.json"));
    return schema.validate(bill).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toUnmodifiableSet());
  }
}
