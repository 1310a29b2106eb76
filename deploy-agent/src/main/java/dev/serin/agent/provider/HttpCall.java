package dev.serin.agent.provider;

import dev.serin.argo.analysis.provider.KeyValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to be sent.
 *
 * @param method such as GET
 * @param address where
 * @param headers by name; the last value counts
 * @param body text to send; null for none
 * @param limit how long it may take until the answer is there, redirects included
 * @param insecure whether any certificate will do
 */
record HttpCall(
    String method,
    URI address,
    Map<String, String> headers,
    @Nullable String body,
    Duration limit,
    boolean insecure) {

  /** A GET without headers. */
  static HttpCall get(URI address, Duration limit) {
    return new HttpCall("GET", address, Map.of(), null, limit, false);
  }

  /** A POST of a text. */
  static HttpCall post(URI address, String contentType, String body, Duration limit) {
    return new HttpCall("POST", address, Map.of("Content-Type", contentType), body, limit, false);
  }

  HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, address, more, body, limit, insecure);
  }

  HttpCall with(List<KeyValue> more) {
    HttpCall call = this;
    for (KeyValue header : more) {
      if (header.key() != null) {
        call = call.with(header.key(), String.valueOf(header.value()));
      }
    }
    return call;
  }

  HttpCall insecure(boolean anyCertificate) {
    return new HttpCall(method, address, headers, body, limit, anyCertificate);
  }

  /**
   * Reads an address.
   *
   * @throws ProviderException if it is none
   */
  static URI address(String text) throws ProviderException {
    try {
      return new URI(text.trim());
    } catch (URISyntaxException e) {
      throw new ProviderException("'%s' is no URL: %s".formatted(e.getInput(), e.getReason()), e);
    }
  }

  /** Adds a path behind the one that an address has. */
  static URI below(String address, String path) throws ProviderException {
    return address(address.replaceAll("/+$", "") + path);
  }

  /** Names and values as in a query or a form. */
  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
