package dev.serin.delivery.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltServicesTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @TempDir private Path folder;

  @Test
  void whatIsWrittenFitsItsSchemaAndIsReadAgain() throws IOException {
    BuiltServices built =
        new BuiltServices(Map.of("cart", ONE)).with(List.of("search", "cart"), TWO);
    Path file = folder.resolve("out/built.json");
    built.write(file);
    assertTrue(fits(Files.readString(file)));
    assertEquals(new BuiltServices(Map.of("cart", TWO, "search", TWO)), BuiltServices.read(file));
  }

  @Test
  void nothingBuiltYetFitsTheSchemaToo() throws IOException {
    Path file = folder.resolve("built.json");
    assertEquals(new BuiltServices(Map.of()), BuiltServices.read(file));
    BuiltServices.read(file).write(file);
    assertTrue(fits(Files.readString(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BuiltServices | Release",
        "serin.dev/v1 | serin.dev/v2",
        "1111 | 111g",
        "\"commit\" | \"comit\"",
        "{ \"commit\" : \"1111111111111111111111111111111111111111\" } | []",
      })
  void schemaAndReaderRefuseTheSame(String right, String wrong) throws IOException {
    String json =
        """
        {"apiVersion": "serin.dev/v1", "kind": "BuiltServices",
         "services": {"cart": { "commit" : "%s" }}}
        """
            .formatted(ONE);
    assertTrue(fits(json));
    Path file = folder.resolve("built.json");
    Files.writeString(file, json.replace(right, wrong));
    assertFalse(fits(Files.readString(file)));
    UserError error = assertThrows(UserError.class, () -> BuiltServices.read(file));
    assertTrue(String.valueOf(error.getMessage()).contains("built.json"));
  }

  private static boolean fits(String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/schemas/built.schema.json")));
    return schema.validate(json, InputFormat.JSON).isEmpty();
  }
}
