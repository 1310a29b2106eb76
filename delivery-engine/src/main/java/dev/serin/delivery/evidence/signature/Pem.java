package dev.serin.delivery.evidence.signature;

import dev.serin.delivery.problem.UserError;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The textual form of a key (RFC 7468).
 *
 * @param label such as {@code PUBLIC KEY}
 * @param content in DER
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; lives while a key is read.
record Pem(String label, byte[] content) {
  private static final Pattern FORM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final int LINE = 64;

  /**
   * Reads the first key of a text.
   *
   * @param place where the text is from, for messages
   * @throws UserError if there is none
   */
  static Pem parse(String place, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.find()) {
      throw new UserError(
          "%s holds no key in PEM form ('-----BEGIN … KEY-----').".formatted(place));
    }
    try {
      return new Pem(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2)));
    } catch (IllegalArgumentException notBase64) {
      throw new UserError(place + " holds a key that is not in base64.", notBase64);
    }
  }

  /** The text of a key, ended by a line feed. */
  String text() {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
