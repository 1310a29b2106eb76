package dev.serin.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest(name = "{0} to {1} by {2}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1} | {\"a\":2} | {\"a\":2}",
        "{\"a\":1,\"b\":1} | {\"a\":1} | {\"b\":null}",
        "{} | {\"a\":{\"b\":1}} | {\"a\":{\"b\":1}}",
        "{\"a\":{\"b\":1,\"c\":2}} | {\"a\":{\"b\":1}} | {\"a\":{\"c\":null}}",
        "{\"a\":[1,2]} | {\"a\":[1]} | {\"a\":[1]}",
        "{\"a\":true} | {\"a\":{\"b\":1}} | {\"a\":{\"b\":1}}",
        "{\"pauseConditions\":[1],\"abort\":true} | {} | {\"pauseConditions\":null,\"abort\":null}",
      })
  void holdsWhatChangedAndNothingElse(String before, String after, String patch) throws Exception {
    JsonNode from = json.readTree(before);
    JsonNode to = json.readTree(after);
    assertEquals(Optional.of(json.readTree(patch)), MergePatch.between(from, to));
    assertEquals(to, MergePatch.apply(from, MergePatch.between(from, to).orElseThrow()));
    assertEquals(Optional.empty(), MergePatch.between(to, to));
  }
}
