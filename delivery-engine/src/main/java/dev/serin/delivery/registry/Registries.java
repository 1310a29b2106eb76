package dev.serin.delivery.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The registries that one process speaks to, each with its own tokens. */
public final class Registries {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Credentials credentials;
  private final InstantSource clock;
  private final Retries retries;
  private final Http http;
  private final Map<Registry, RegistryClient> clients = new ConcurrentHashMap<>();

  Registries(Credentials credentials, Http http, InstantSource clock, Retries retries) {
    this.credentials = credentials;
    this.http = http;
    this.clock = clock;
    this.retries = retries;
  }

  /**
   * Those that Docker's credentials are for, through the proxies that the environment names.
   *
   * @param environment the variables of this process
   */
  public static Registries ofDocker(Map<String, String> environment) {
    RandomGenerator random = new Random();
    return new Registries(
        Credentials.ofDocker(environment),
        new Http(environment),
        Clock.systemUTC(),
        new Retries(FIRST_PAUSE, LONGEST_PAUSE, random, time -> Thread.sleep(time.toMillis())));
  }

  /** The way to a registry. */
  public RegistryClient client(Registry registry) {
    return clients.computeIfAbsent(
        registry,
        name -> new RegistryClient(name, new Transport(name, credentials, http, clock), retries));
  }
}
