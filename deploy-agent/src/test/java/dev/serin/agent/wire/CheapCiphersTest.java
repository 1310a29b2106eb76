package dev.serin.agent.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class CheapCiphersTest {

  private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";
  private static final String AES = "TLS_AES_128_GCM_SHA256";
  private static final String OLD = "TLS_RSA_WITH_AES_128_CBC_SHA";

  @Test
  void namesChaChaFirstAndKeepsTheRest() {
    assertArrayEquals(
        new String[] {CHACHA, AES, OLD},
        CheapCiphers.order(new String[] {AES, CHACHA, OLD}, new String[] {OLD, CHACHA, AES}));
  }

  @Test
  void offersItThoughItIsNotOneOfTheUsual() {
    assertArrayEquals(
        new String[] {CHACHA, AES},
        CheapCiphers.order(new String[] {AES}, new String[] {AES, CHACHA}));
  }

  @Test
  void changesNothingWhereItIsNotKnown() {
    assertArrayEquals(
        new String[] {AES, OLD},
        CheapCiphers.order(new String[] {AES, OLD}, new String[] {AES, OLD}));
  }
}
