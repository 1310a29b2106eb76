package dev.serin.argo.operator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an operator writes to ask for something.
 *
 * @param part the part of the object it goes to
 * @param body a merge patch, or an array: a JSON patch
 * @param asked what was asked for, in words
 */
public record OperatorPatch(Part part, JsonNode body, String asked) {
  /** A part of an object that is written by itself. */
  public enum Part {
    /** The object itself. */
    SPEC,
    /** Its status, which the controller reads as intent. */
    STATUS
  }
}
