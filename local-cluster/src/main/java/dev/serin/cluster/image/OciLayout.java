package dev.serin.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads blobs of an OCI image layout, each checked against its digest. */
final class OciLayout {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final long MAX_DOCUMENT = 4L * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  OciLayout(Path folder) {
    this.folder = folder;
  }

  /** A blob that is a JSON document of at most 4 MiB. */
  JsonNode document(String digest) throws ImageException, IOException {
    Path blob = blob(digest);
    if (Files.size(blob) > MAX_DOCUMENT) {
      throw new ImageException(digest + " is too large for a manifest or configuration");
    }
    byte[] bytes = Files.readAllBytes(blob);
    requireSame(digest, sha256().digest(bytes));
    return JSON.readTree(bytes);
  }

  /** Checks the digest of a blob and then opens it. */
  InputStream verified(String digest) throws ImageException, IOException {
    Path blob = blob(digest);
    MessageDigest found = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(blob), found)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    requireSame(digest, found.digest());
    return Files.newInputStream(blob);
  }

  private Path blob(String digest) throws ImageException {
    if (!DIGEST.matcher(digest).matches()) {
      throw new ImageException(
          "\"" + digest + "\" is no digest; images are named by digest, as NAME@sha256:…");
    }
    Path blob = folder.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
    if (!Files.isRegularFile(blob)) {
      throw new ImageException(digest + " is not in the image layout " + folder);
    }
    return blob;
  }

  private static void requireSame(String digest, byte[] found) throws ImageException {
    String actual = "sha256:" + HexFormat.of().formatHex(found);
    if (!actual.equals(digest)) {
      throw new ImageException("the blob " + digest + " is damaged: its digest is " + actual);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
