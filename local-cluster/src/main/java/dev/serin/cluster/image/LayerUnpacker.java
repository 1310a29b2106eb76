package dev.serin.cluster.image;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks the layers of one image, in order, into a folder. Refuses entries that lead out of it,
 * absolute links, devices, and more or larger files than a service can need. Owners and special
 * mode bits are dropped.
 */
final class LayerUnpacker {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final Set<Byte> ORDINARY =
      Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);
  private static final int BUFFER = 64 * 1024;

  /** Headers, long names and padding of one entry. */
  private static final int BYTES_FOR_ENTRY = 4096;

  private final RootFolder root;
  private final long maxBytes;
  private final int maxEntries;
  private long bytes;
  private long unpacked;
  private int entries;

  LayerUnpacker(Path folder, long maxBytes, int maxEntries) {
    this.root = new RootFolder(folder);
    this.maxBytes = maxBytes;
    this.maxEntries = maxEntries;
  }

  /** Unpacks a layer of this media type over what is there. */
  void unpack(InputStream layer, String mediaType) throws ImageException, IOException {
    InputStream buffered = new BufferedInputStream(layer, BUFFER);
    InputStream plain;
    if (mediaType.endsWith("+gzip") || mediaType.endsWith(".gzip")) {
      plain = new GZIPInputStream(buffered, BUFFER);
    } else if (mediaType.endsWith("tar")) {
      plain = buffered;
    } else {
      throw new ImageException(
          "layers of type " + mediaType + " cannot be unpacked here; tar and tar+gzip can");
    }
    try (TarArchiveInputStream tar = new TarArchiveInputStream(counted(plain))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
    }
  }

  /** What is skipped costs time too: names, and the contents of entries that are no files. */
  private InputStream counted(InputStream plain) {
    return new FilterInputStream(plain) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
      }

      @Override
      public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
      }
    };
  }

  private void count(long more) throws IOException {
    unpacked += more;
    if (unpacked > maxBytes + (long) maxEntries * BYTES_FOR_ENTRY) {
      throw new IOException("its layers hold far more than their files");
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content)
      throws ImageException, IOException {
    String name = entry.getName();
    if (++entries > maxEntries) {
      throw new ImageException("the image has more than " + maxEntries + " files");
    }
    if (entry.isDirectory() && (name.equals("./") || name.equals("."))) {
      return;
    }
    Path place = root.place(name);
    String last = String.valueOf(place.getFileName());
    Files.createDirectories(folderOf(place));
    if (last.equals(OPAQUE)) {
      emptyFolder(folderOf(place));
    } else if (last.startsWith(WHITEOUT)) {
      whiteOut(name, place, last.substring(WHITEOUT.length()));
    } else if (entry.isDirectory()) {
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        Folders.delete(place);
        Files.createDirectory(place);
      }
    } else if (entry.isSymbolicLink()) {
      Path target = root.checkedLink(name, place, entry.getLinkName());
      Folders.delete(place);
      Files.createSymbolicLink(place, target);
    } else if (entry.isLink()) {
      Path target = root.place(entry.getLinkName());
      if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new ImageException(name + " is a hard link to no file: " + entry.getLinkName());
      }
      if (!target.equals(place)) {
        Folders.delete(place);
        Files.createLink(place, target);
      }
    } else if (ORDINARY.contains(entry.getLinkFlag())) {
      Folders.delete(place);
      copy(content, place);
      boolean executable = (entry.getMode() & 0b001_001_001) != 0;
      Files.setPosixFilePermissions(
          place, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    } else {
      throw new ImageException(name + " is a device or another special file");
    }
  }

  private void copy(InputStream content, Path place) throws ImageException, IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(place)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes += read;
        if (bytes > maxBytes) {
          throw new ImageException("the unpacked image is larger than " + maxBytes + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static void whiteOut(String name, Path place, String hidden)
      throws ImageException, IOException {
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new ImageException(name + " hides nothing");
    }
    Folders.delete(place.resolveSibling(hidden));
  }

  private static void emptyFolder(Path folder) throws IOException {
    List<Path> children;
    try (var list = Files.list(folder)) {
      children = list.toList();
    }
    for (Path child : children) {
      Folders.delete(child);
    }
  }

  private static Path folderOf(Path place) {
    return Objects.requireNonNull(place.getParent());
  }
}
