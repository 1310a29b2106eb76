package dev.serin.delivery.build.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Hands over the lines that were added to a log since it last looked. */
final class LogFollower {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path log;
  private final Consumer<String> onLine;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  LogFollower(Path log, long position, Consumer<String> onLine) {
    this.log = log;
    this.position = position;
    this.onLine = onLine;
  }

  void look() throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      int count = channel.read(buffer, position);
      while (count > 0) {
        position += count;
        split(buffer.flip());
        buffer.clear();
        count = channel.read(buffer, position);
      }
    }
  }

  private void split(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n' || unfinished.size() >= BUFFER_BYTES) {
        onLine.accept(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
      }
      if (next != '\n') {
        unfinished.write(next);
      }
    }
  }
}
