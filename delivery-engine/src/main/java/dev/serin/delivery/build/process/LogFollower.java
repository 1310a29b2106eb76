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
  private static final int MOST_AT_ONCE = 4 * 1024 * 1024;

  private final Path log;
  private final Consumer<String> onLine;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  LogFollower(Path log, long position, Consumer<String> onLine) {
    this.log = log;
    this.position = position;
    this.onLine = onLine;
  }

  /**
   * Reads a part of what is there: a program can write faster than this reads.
   *
   * @return the size of the log
   */
  long look() throws IOException {
    return readUpTo(position + MOST_AT_ONCE);
  }

  /** Reads what is left when the program has ended. */
  void lookForTheLastTime() throws IOException {
    readUpTo(Long.MAX_VALUE);
  }

  private long readUpTo(long most) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long size = channel.size();
      long end = Math.min(size, most);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      int count = 1;
      while (count > 0 && position < end) {
        count = channel.read(buffer, position);
        position += Math.max(count, 0);
        split(buffer.flip());
        buffer.clear();
      }
      return size;
    }
  }

  private void split(ByteBuffer bytes) {
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    int start = 0;
    for (int next = 0; next < content.length; next++) {
      boolean tooLong = unfinished.size() + next - start >= BUFFER_BYTES;
      if (content[next] == '\n' || tooLong) {
        unfinished.write(content, start, next - start);
        onLine.accept(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
        start = content[next] == '\n' ? next + 1 : next;
      }
    }
    unfinished.write(content, start, content.length - start);
  }
}
