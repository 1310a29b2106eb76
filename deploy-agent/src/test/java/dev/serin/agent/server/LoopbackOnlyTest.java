package dev.serin.agent.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackOnlyTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0:0:0:0:0:0:0:1"})
  void thePodItselfIsLetIn(String address) {
    assertTrue(LoopbackOnly.isLoopback(address));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"10.244.0.7", "127.0.0.6", "fe80:0:0:0:0:0:0:1", ""})
  void othersAreNot(String address) {
    assertFalse(LoopbackOnly.isLoopback(address));
  }
}
