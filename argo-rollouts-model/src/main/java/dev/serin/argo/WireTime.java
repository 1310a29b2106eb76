package dev.serin.argo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes writes them: RFC 3339, UTC, whole seconds. */
public final class WireTime {
  private WireTime() {}

  /** The time as it will come back from the wire: without fractions of a second. */
  public static Instant truncate(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Writes a time. */
  public static String format(Instant time) {
    return truncate(time).toString();
  }

  /**
   * Reads a time.
   *
   * @throws DateTimeParseException when the text is not RFC 3339
   */
  public static Instant parse(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** Writes an {@link Instant} as text. */
  public static final class Serializer extends JsonSerializer<Instant> {
    /** Called by Jackson. */
    public Serializer() {}

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(format(time));
    }
  }

  /** Reads an {@link Instant} from text. */
  public static final class Deserializer extends JsonDeserializer<Instant> {
    /** Called by Jackson. */
    public Deserializer() {}

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getValueAsString("");
      try {
        return parse(text);
      } catch (DateTimeParseException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, text, "not an RFC 3339 time");
      }
    }
  }
}
