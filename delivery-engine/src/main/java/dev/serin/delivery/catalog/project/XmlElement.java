package dev.serin.delivery.catalog.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An element of an XML file, with its place. Mutable only while it is parsed. */
public final class XmlElement {
  private final String name;
  private final int line;
  private final int column;
  private final List<XmlElement> children = new ArrayList<>();
  private final Map<String, String> attributes = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(String name, int line, int column) {
    this.name = name;
    this.line = line;
    this.column = column;
  }

  void addAttribute(String attribute, String value) {
    attributes.put(attribute, value);
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void addText(String more) {
    text.append(more);
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  List<XmlElement> children() {
    return List.copyOf(children);
  }

  Map<String, String> attributes() {
    return new TreeMap<>(attributes);
  }

  /** Returns the text directly in this element, without white space around it. */
  String text() {
    return text.toString().strip();
  }

  /** Returns the first child of a name. */
  Optional<XmlElement> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  /** Returns the text of the first child of a name; nothing when there is none or it is empty. */
  Optional<String> childText(String wanted) {
    return child(wanted).map(XmlElement::text).filter(found -> !found.isEmpty());
  }

  /** Returns this element and everything below it. */
  Stream<XmlElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
  }
}
