package shop.servicekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  @Test
  void listensWhereItIsTold() {
    assertEquals(
        new InetSocketAddress("127.0.0.9", 81),
        Environment.address(Map.of("HOST", "127.0.0.9", "PORT", "81")));
    assertEquals(new InetSocketAddress("0.0.0.0", 8080), Environment.address(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "-1", "65536", "8080 "})
  void refusesWhatIsNotAPort(String port) {
    assertThrows(IllegalArgumentException.class, () -> Environment.address(Map.of("PORT", port)));
  }
}
