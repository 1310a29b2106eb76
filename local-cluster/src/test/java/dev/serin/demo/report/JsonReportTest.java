package dev.serin.demo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final Path SCHEMA = Path.of("..", "docs", "schemas", "demo.schema.json");

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void aReportKeepsToThePublishedSchema() throws IOException {
    assertEquals("[]", schema().validate(json()).toString());
  }

  @Test
  void theSchemaRefusesWhatIsMissingUnknownOrNoOutcome() throws IOException {
    ObjectNode missing = json();
    missing.remove("seconds");
    ObjectNode unknown = json();
    unknown.put("surprise", 1);
    ObjectNode wrong = json();
    ((ObjectNode) wrong.at("/stories/0")).put("outcome", "great");

    assertFalse(schema().validate(missing).isEmpty());
    assertFalse(schema().validate(unknown).isEmpty());
    assertFalse(schema().validate(wrong).isEmpty());
  }

  @Test
  void aHealthyStoryHasNoSecondsToStableAndABadOneHas() throws IOException {
    JsonNode json = json();

    assertTrue(json.at("/stories/0/secondsToStable").isNull());
    assertEquals(2.75, json.at("/stories/1/secondsToStable").doubleValue());
    assertEquals("rolledBack", json.at("/stories/1/outcome").textValue());
    assertEquals("dependency", json.at("/stories/0/affected/1/reasons/0/kind").textValue());
  }

  private ObjectNode json() throws IOException {
    return (ObjectNode) mapper.readTree(JsonReport.write(Reports.demo()));
  }

  private JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(mapper.readTree(Files.readString(SCHEMA)));
  }
}
