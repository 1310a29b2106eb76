package dev.serin.rollout.replicas;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serin's own hashes of pod templates and of steps. Argo's depend on Go's field order and library
 * versions and cannot be computed elsewhere, so ReplicaSets of Argo's are adopted by equality of
 * their templates ({@link Versions}), and its hash is kept.
 *
 * <p>Algorithm: SHA-256 over the canonical JSON (fields sorted, defaults of the API server left
 * out, so that naming a default is no new version), written in ten letters that cannot form words.
 * Ten letters of 27 are 47 bits: collisions among the few templates of one Rollout do not happen.
 */
public final class PodTemplateHash {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int LENGTH = 10;
  private static final String STEP_PREFIX = "serin-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PodTemplateHash() {}

  /** Hash of a pod template; another one for each count of collisions. */
  public static String of(PodTemplateSpec template, @Nullable Integer collisionCount) {
    String salt = collisionCount == null || collisionCount == 0 ? "" : "#" + collisionCount;
    return letters(PodTemplates.canonical(template) + salt);
  }

  /** Hash of the steps of a canary; recognisable as Serin's. */
  public static String ofSteps(List<?> steps) {
    return STEP_PREFIX + letters(JSON.valueToTree(steps).toString());
  }

  /** Whether a hash of steps was made here, and so can be compared. */
  public static boolean madeHere(String stepHash) {
    return stepHash.startsWith(STEP_PREFIX);
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    byte[] digest = sha256(text);
    for (int i = 0; i < LENGTH; i++) {
      int twoBytes = ((digest[2 * i] & 0xff) << 8) | (digest[2 * i + 1] & 0xff);
      letters.append(ALPHABET.charAt(twoBytes % ALPHABET.length()));
    }
    return letters.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
