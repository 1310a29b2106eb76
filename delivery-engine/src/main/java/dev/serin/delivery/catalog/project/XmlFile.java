package dev.serin.delivery.catalog.project;

import dev.serin.delivery.problem.Problems;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses untrusted XML: no document types, no entities but XML's own, nothing from outside. */
final class XmlFile {
  private static final int DEPTH_LIMIT = 100;

  private XmlFile() {}

  /** Parses a file; reports why when it cannot. */
  static Optional<XmlElement> parse(String path, String text, Problems problems) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      return parse(path, reader, problems);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNumber();
      String message = String.valueOf(e.getMessage()).replaceFirst("(?s)^.*Message: ", "");
      problems.add(path, Math.max(line, 0), Math.max(column, 0), "is not valid XML: " + message);
      return Optional.empty();
    }
  }

  private static Optional<XmlElement> parse(String path, XMLStreamReader reader, Problems problems)
      throws XMLStreamException {
    Deque<XmlElement> open = new ArrayDeque<>();
    XmlElement root = null;
    while (reader.hasNext()) {
      int line = reader.getLocation().getLineNumber();
      int column = reader.getLocation().getColumnNumber();
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement element = new XmlElement(reader.getLocalName(), line, column);
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.addAttribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          if (open.isEmpty()) {
            root = element;
          } else {
            open.peek().add(element);
          }
          open.push(element);
          if (open.size() > DEPTH_LIMIT) {
            problems.add(path, line, column, "is nested deeper than " + DEPTH_LIMIT + " elements");
            return Optional.empty();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.peek().addText(reader.getText());
          }
        }
        case XMLStreamConstants.DTD -> {
          problems.add(path, line, column, "has a document type, which is not allowed");
          return Optional.empty();
        }
        default -> {
          // Comments and processing instructions say nothing about a build.
        }
      }
    }
    return Optional.ofNullable(root);
  }
}
