package dev.serin.demo.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Writes a report as the JSON of {@code docs/schemas/demo.schema.json}. */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** The report as one JSON object. */
  public static String write(DemoReport report) {
    try {
      return MAPPER.writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A report consists of plain values", impossible);
    }
  }
}
