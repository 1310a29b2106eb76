package dev.serin.delivery.catalog.known;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes values one behind the other, compressed, each text in full only once. */
final class RecordOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final DataOutputStream output =
      new DataOutputStream(new DeflaterOutputStream(bytes, deflater));
  private final Map<String, Integer> texts = new HashMap<>();

  void number(long value) {
    try {
      output.writeLong(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    }
  }

  /** Writes a text; not as UTF-8, since build files can hold what UTF-8 cannot. */
  void text(String text) {
    try {
      int next = texts.size();
      int index = texts.computeIfAbsent(text, each -> next);
      number(index);
      if (index == next) {
        number(text.length());
        output.writeChars(text);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    }
  }

  <T> void optional(Optional<T> value, BiConsumer<RecordOutput, T> writer) {
    number(value.isPresent() ? 1 : 0);
    value.ifPresent(present -> writer.accept(this, present));
  }

  <T> void all(Collection<T> values, BiConsumer<RecordOutput, T> writer) {
    number(values.size());
    values.forEach(value -> writer.accept(this, value));
  }

  <T> void map(Map<String, T> values, BiConsumer<RecordOutput, T> writer) {
    number(values.size());
    values.forEach(
        (key, value) -> {
          text(key);
          writer.accept(this, value);
        });
  }

  byte[] finish() {
    try {
      output.close();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    } finally {
      deflater.end();
    }
  }
}
