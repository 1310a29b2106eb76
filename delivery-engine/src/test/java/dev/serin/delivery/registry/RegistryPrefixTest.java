package dev.serin.delivery.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.delivery.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPrefixTest {
  @Test
  void aServiceHasARepositoryBelowThePrefix() {
    RegistryPrefix prefix = RegistryPrefix.parse("registry.example:8443/team/shop", false);
    assertEquals("team/shop/cart", prefix.repository("cart"));
    assertEquals("registry.example:8443/team/shop", prefix.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example/shop, false, https://registry.example/v2/",
    "registry.example/shop, true, http://registry.example/v2/",
    "127.0.0.1:5000/shop, false, http://127.0.0.1:5000/v2/",
    "localhost:5000/shop, false, http://localhost:5000/v2/",
    "127.example/shop, false, https://127.example/v2/",
    "localhost.example/shop, false, https://localhost.example/v2/",
    "docker.io/shop, false, https://registry-1.docker.io/v2/"
  })
  void onlyThisMachineIsSpokenToWithoutTlsUnlessAskedTo(String text, boolean asked, String api) {
    assertEquals(api, RegistryPrefix.parse(text, asked).registry().uri("/v2/").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop",
        "shop/cart",
        "registry.example",
        "registry.example/",
        "registry.example/Shop",
        "https://registry.example/shop",
        "registry.example/shop:tag",
        "registry.example/../shop",
        "me@registry.example/shop",
        "registry.example:port/shop"
      })
  void whatIsNoRegistryWithAPrefixIsRefused(String text) {
    assertThrows(UserError.class, () -> RegistryPrefix.parse(text, false));
  }
}
