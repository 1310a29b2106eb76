package dev.serin.e2e.support;

import java.nio.file.Path;

/** Where the checkout under test is. */
public final class Checkout {

  /** Its root folder. */
  public static final Path HOME =
      Path.of(System.getProperty("serin.home", "..")).toAbsolutePath().normalize();

  private Checkout() {}
}
