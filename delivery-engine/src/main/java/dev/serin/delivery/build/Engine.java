package dev.serin.delivery.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This engine, as an input of what it builds. */
public final class Engine {
  private static final String VERSION = read();

  private Engine() {}

  /** The version of Serin that builds. */
  public static String version() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream content = Engine.class.getResourceAsStream("engine.properties")) {
      if (content == null) {
        throw new IllegalStateException("engine.properties is missing from the jar");
      }
      properties.load(content);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return properties.getProperty("version", "");
  }
}
