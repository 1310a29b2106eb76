package dev.serin.delivery.catalog.known;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * Reads what {@link RecordOutput} wrote. Anything else is an {@link IOException}; counts are never
 * trusted before there is something to count.
 */
final class RecordInput {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final ByteBuffer input;
  private final List<String> texts = new ArrayList<>();

  RecordInput(byte[] compressed) throws IOException {
    try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
      byte[] bytes = inflated.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new StreamCorruptedException("more than is ever written");
      }
      this.input = ByteBuffer.wrap(bytes);
    }
  }

  /** Reads one value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(RecordInput input) throws IOException;
  }

  long number() throws IOException {
    try {
      return input.getLong();
    } catch (BufferUnderflowException e) {
      throw new StreamCorruptedException("less than was written");
    }
  }

  /** Reads a number from 0 to a limit. */
  int number(int limit) throws IOException {
    return number(0, limit);
  }

  int number(int lowest, int highest) throws IOException {
    long value = number();
    if (value < lowest || value > highest) {
      throw new StreamCorruptedException(value + " is not from " + lowest + " to " + highest);
    }
    return (int) value;
  }

  String text() throws IOException {
    int index = number(texts.size());
    if (index == texts.size()) {
      char[] text = new char[number(input.remaining() / Character.BYTES)];
      input.asCharBuffer().get(text);
      input.position(input.position() + text.length * Character.BYTES);
      texts.add(new String(text));
    }
    return texts.get(index);
  }

  <T> Optional<T> optional(Reader<T> reader) throws IOException {
    return number(1) == 1 ? Optional.of(reader.read(this)) : Optional.empty();
  }

  <T> List<T> all(Reader<T> reader) throws IOException {
    List<T> values = new ArrayList<>();
    for (long left = number(); left > 0; left--) {
      values.add(reader.read(this));
    }
    return values;
  }

  <T> Map<String, T> map(Reader<T> reader) throws IOException {
    Map<String, T> values = new LinkedHashMap<>();
    for (long left = number(); left > 0; left--) {
      values.put(text(), reader.read(this));
    }
    return values;
  }

  /** Checks that nothing is left. */
  void finish() throws IOException {
    if (input.hasRemaining()) {
      throw new StreamCorruptedException("more than was written");
    }
  }
}
