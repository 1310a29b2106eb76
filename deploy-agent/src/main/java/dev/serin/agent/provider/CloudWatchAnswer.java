package dev.serin.agent.provider;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what CloudWatch answers, which is XML. */
final class CloudWatchAnswer {
  private CloudWatchAnswer() {}

  static Reading reading(String xml) throws ProviderException {
    Element result = first(root(xml), "GetMetricDataResult");
    if (result == null) {
      throw new ProviderException("CloudWatch's answer has no GetMetricDataResult");
    }
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Element member : members(result, "MetricDataResults")) {
      List<Double> values = new ArrayList<>();
      for (Element value : members(member, "Values")) {
        values.add(number(value.getTextContent()));
      }
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      for (String name : List.of("Id", "Label", "StatusCode")) {
        Element field = first(member, name);
        fields.put(name, field == null ? null : field.getTextContent());
      }
      fields.put("Values", values);
      fields.put(
          "Timestamps", members(member, "Timestamps").stream().map(Node::getTextContent).toList());
      results.add(fields);
      texts.add(values.stream().map(Numbers::text).collect(Collectors.joining(" ", "[", "]")));
    }
    List<String> messages = new ArrayList<>();
    members(result, "Messages").forEach(message -> messages.add(message.getTextContent().strip()));
    return new Reading(
        results,
        "[" + String.join(" ", texts) + "]",
        messages.isEmpty() ? Map.of() : Map.of("messages", messages.toString()));
  }

  /** Nothing outside of the text is read. */
  private static Element root(String xml) throws ProviderException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new ProviderException("CloudWatch's answer is no XML: " + e.getMessage(), e);
    }
  }

  private static @Nullable Element first(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  private static List<Element> members(Element parent, String list) {
    List<Element> members = new ArrayList<>();
    Element all = first(parent, list);
    for (Node node = all == null ? null : all.getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element element) {
        members.add(element);
      }
    }
    return members;
  }

  private static double number(String text) throws ProviderException {
    try {
      return Double.parseDouble(text.trim());
    } catch (NumberFormatException e) {
      throw new ProviderException("CloudWatch's value '" + text + "' is no number", e);
    }
  }
}
