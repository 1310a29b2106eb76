package dev.serin.delivery.catalog.known;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Which engine this is: two whose classes differ never take each other's catalogues. It is told by
 * the directory of the jar that this class is in, which holds the checksums of all that is in the
 * jar. An engine that runs from loose classes has no identity, since these may change at any time.
 */
final class EngineIdentity {
  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int SIZE_AT = 12;
  private static final int OFFSET_AT = 16;
  private static final int LARGEST_DIRECTORY = 64 * 1024 * 1024;

  private EngineIdentity() {}

  static Optional<String> current() {
    CodeSource source = EngineIdentity.class.getProtectionDomain().getCodeSource();
    try {
      Path file = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      return Files.isRegularFile(file) ? Optional.of(of(file)) : Optional.empty();
    } catch (IOException | URISyntaxException unreadable) {
      // Without an identity nothing is kept, which only costs time.
      return Optional.empty();
    }
  }

  static String of(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      long length = file.length();
      ByteBuffer end = read(file, length - END_RECORD, END_RECORD);
      long size = Integer.toUnsignedLong(end.getInt(SIZE_AT));
      long offset = Integer.toUnsignedLong(end.getInt(OFFSET_AT));
      if (end.getInt(0) != END_SIGNATURE
          || size > LARGEST_DIRECTORY
          || offset + size > length - END_RECORD) {
        throw new IOException(jar + " is no jar of the usual form");
      }
      CRC32 checksum = new CRC32();
      checksum.update(read(file, offset, (int) size));
      return length + "-" + size + "-" + checksum.getValue();
    }
  }

  private static ByteBuffer read(RandomAccessFile file, long offset, int size) throws IOException {
    byte[] bytes = new byte[size];
    file.seek(Math.max(0, offset));
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
