package dev.serin.agent.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 of AWS.
 *
 * <ol>
 *   <li>The canonical request: method, path, sorted query, sorted headers, hash of the body.
 *   <li>The text to sign: algorithm, time, scope (date, region, service), hash of the first.
 *   <li>The key: the secret, the date, the region, the service and a constant, each hashed with the
 *       one before as the key.
 * </ol>
 *
 * Source: AWS, "Create a signed AWS API request".
 */
final class AwsSignature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AwsKeys keys;
  private final String region;
  private final String service;

  AwsSignature(AwsKeys keys, String region, String service) {
    this.keys = keys;
    this.region = region;
    this.service = service;
  }

  /** The call with the headers that sign it. */
  HttpCall sign(HttpCall call, Instant now) {
    String time = TIME.format(now);
    String date = time.substring(0, 8);
    HttpCall dated = call.with("X-Amz-Date", time);
    if (!keys.session().isEmpty()) {
      dated = dated.with("X-Amz-Security-Token", keys.session());
    }
    TreeMap<String, String> headers = new TreeMap<>();
    dated.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.put("host", call.address().getAuthority());
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n",
            call.method(),
            path(call.address()),
            query(call.address()),
            lines(headers),
            names,
            hash(call.body() == null ? "" : call.body()));
    String scope = String.join("/", date, region, service, "aws4_request");
    String toSign = String.join("\n", ALGORITHM, time, scope, hash(canonical));
    byte[] key = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {date, region, service, "aws4_request"}) {
      key = hmac(key, part);
    }
    return dated.with(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM, keys.id(), scope, names, HexFormat.of().formatHex(hmac(key, toSign))));
  }

  private static String path(URI address) {
    String path = address.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static String query(URI address) {
    String query = address.getRawQuery();
    return query == null || query.isEmpty()
        ? ""
        : Arrays.stream(query.replace("+", "%20").split("&"))
            .map(field -> field.contains("=") ? field : field + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String lines(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(
            header -> header.getKey() + ":" + header.getValue().trim().replaceAll(" +", " ") + "\n")
        .collect(Collectors.joining());
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }
}
