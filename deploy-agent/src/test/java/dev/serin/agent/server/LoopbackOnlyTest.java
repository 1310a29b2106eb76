package dev.serin.agent.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.HostAndPort;
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

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void itIsAskedByNamesOfThisMachine(String name) {
    assertTrue(LoopbackOnly.isLocalName(HostAndPort.create(name, 8090)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", ""})
  void aNameThatOnlyLeadsHereIsRefused(String name) {
    assertFalse(LoopbackOnly.isLocalName(HostAndPort.create(name, 8090)));
  }
}
