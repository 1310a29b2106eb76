package dev.serin.agent.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An answer.
 *
 * @param status such as 200
 * @param body the text
 */
record HttpAnswer(int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 300;

  boolean good() {
    return status >= 200 && status < 300;
  }

  /**
   * The body as JSON.
   *
   * @throws ProviderException if it is none
   */
  JsonNode json() throws ProviderException {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree.isMissingNode()) {
        throw new ProviderException("the answer is empty, not JSON");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new ProviderException("the answer is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The body, as far as it belongs into a message. */
  String shown() {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
