package shop.servicekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsBackWhatItWrites() throws IOException {
    String text = "{\"b\":[1,2.50,true,null,{}],\"a\":\"é\\n\"}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(text, new String(Json.write(Json.read(bytes)), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\":}", "nul", "{\"a\":1,\"a\":1}", "[1,]"})
  void refusesWhatIsNotOneDocument(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThrows(IOException.class, () -> Json.read(bytes));
  }
}
