package dev.serin.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.problem.Problem;
import java.util.List;

/** Makes the JSON that {@code --json} asks for; the forms are published in docs/schemas. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Returns an empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns an object that names its format. */
  public static ObjectNode document(String kind) {
    return MAPPER.createObjectNode().put("apiVersion", "serin.dev/v1").put("kind", kind);
  }

  /** Adds the notes of a catalogue or plan. */
  public static void addNotes(ObjectNode document, List<Problem> notes) {
    ArrayNode array = document.putArray("notes");
    notes.forEach(note -> array.add(note.toString()));
  }

  /** Returns indented text, with line feeds on every machine. */
  public static String text(ObjectNode document) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of values is always JSON", e);
    }
  }
}
