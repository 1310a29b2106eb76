package dev.serin.delivery.evidence.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An in-toto statement, version 1: something said about images.
 *
 * @param subjects the images that it is about
 * @param predicateType a URI that says of which kind the predicate is
 * @param predicate what is said
 */
public record Statement(List<Subject> subjects, String predicateType, JsonNode predicate) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";

  /** Sigstore's tools before 2023 and some others write this one; nothing but the name differs. */
  private static final String OLD_TYPE = "https://in-toto.io/Statement/v0.1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the subjects. */
  public Statement {
    subjects = List.copyOf(subjects);
  }

  /**
   * An image that something is said about.
   *
   * @param name for people; nothing follows from it
   * @param digest of its manifest or index
   */
  public record Subject(String name, Digest digest) {}

  /** A statement about one image. */
  public static Statement about(
      String name, Digest digest, String predicateType, JsonNode predicate) {
    return new Statement(List.of(new Subject(name, digest)), predicateType, predicate);
  }

  /** Whether it is about this image. */
  public boolean isAbout(Digest digest) {
    return subjects.stream().anyMatch(subject -> subject.digest().equals(digest));
  }

  /** The statement as JSON. */
  public byte[] toBytes() {
    ObjectNode root = JSON.createObjectNode();
    root.put("_type", TYPE);
    for (Subject subject : subjects) {
      ObjectNode each = root.withArray("subject").addObject().put("name", subject.name());
      each.putObject("digest").put("sha256", subject.digest().hex());
    }
    root.put("predicateType", predicateType);
    root.set("predicate", predicate);
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of values is always JSON", impossible);
    }
  }

  /**
   * Reads a statement; nothing if the content is none. Subjects that are no images are left out.
   */
  public static Optional<Statement> parse(byte[] content) {
    try {
      JsonNode root = JSON.readTree(content);
      String type = root.path("_type").asText();
      if (!type.equals(TYPE) && !type.equals(OLD_TYPE)) {
        return Optional.empty();
      }
      List<Subject> subjects = new ArrayList<>();
      for (JsonNode subject : root.path("subject")) {
        String digest = "sha256:" + subject.path("digest").path("sha256").asText();
        if (Digest.isDigest(digest)) {
          subjects.add(new Subject(subject.path("name").asText(), new Digest(digest)));
        }
      }
      return Optional.of(
          new Statement(subjects, root.path("predicateType").asText(), root.path("predicate")));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
